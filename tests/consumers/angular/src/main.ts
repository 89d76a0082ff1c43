import { Component, CUSTOM_ELEMENTS_SCHEMA } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import type {} from "mem0-feedback/element";
import { memoryId, sent } from "../../thumbs.js";

@Component({
  selector: "app-answer",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<mem0-feedback
    [attr.memory-id]="memoryId"
    label="Reads on a screen"
    [askRate]="0"
    (mem0-feedback-sent)="sent($event)"
  ></mem0-feedback>`,
})
class Answer {
  readonly memoryId = memoryId;
  readonly sent = sent;
}

await bootstrapApplication(Answer);
