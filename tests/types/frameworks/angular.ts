import { Component, CUSTOM_ELEMENTS_SCHEMA, viewChild, type ElementRef } from "@angular/core";
import type { FeedbackDetail, FeedbackElement } from "mem0-feedback/element";

@Component({
  selector: "app-answer",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<mem0-feedback #thumbs memory-id="m" (mem0-feedback-sent)="sent($event)"></mem0-feedback>`,
})
export class Answer {
  readonly thumbs = viewChild.required<ElementRef<FeedbackElement>>("thumbs");

  sent({ detail }: CustomEvent<FeedbackDetail>) {
    this.thumbs().nativeElement.value = detail.value;
    // @ts-expect-error no such grade
    this.thumbs().nativeElement.value = "GOOD";
    this.thumbs().nativeElement.addEventListener("mem0-feedback-error", (event) => event.detail.error);
  }
}
