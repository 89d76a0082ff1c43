import { FeedbackElement } from "./feedback-element.js";
import { make } from "./make.js";
import { parts } from "./parts.js";

/** A memory of a set. */
export interface SetMemory {
  /** Its id. */
  readonly id: string;
  /** What it says, for the list. */
  readonly memory?: string | undefined;
}

/**
 * `<mem0-feedback-set memory-ids="a b c">`: asks about all memories behind an answer at once, and
 * unfolds to ask about each.
 */
export class FeedbackSetElement extends FeedbackElement {
  #memories: readonly SetMemory[] = [];
  #unfold: HTMLButtonElement | undefined;
  #list: HTMLElement | undefined;

  /** The memories, each with its text for the list. */
  get memories(): readonly SetMemory[] {
    return this.subjects.map((id) => this.#memories.find((memory) => memory.id === id) ?? { id });
  }

  set memories(memories: readonly SetMemory[]) {
    this.#memories = memories;
    this.memoryIds = memories.map(({ id }) => id);
  }

  /** Their ids; in the attribute with spaces between. */
  get memoryIds(): string[] {
    return this.getAttribute("memory-ids")?.match(/\S+/g) ?? [];
  }

  set memoryIds(ids: readonly string[] | string) {
    this.setAttribute("memory-ids", typeof ids === "string" ? ids : ids.join(" "));
  }

  /** @internal */
  override get subjects(): string[] {
    return [...new Set(this.memoryIds)];
  }

  /** @internal */
  override render(): void {
    super.render();
    if (!this.#unfold) {
      this.#unfold = make<HTMLButtonElement>("button", { type: "button", part: "action each" });
      this.#unfold.onclick = () => void this.unfold();
      this.row.append(this.#unfold);
    }
    this.#unfold.textContent = `${this.subjects.length} ${this.texts.each}`;
    this.#unfold.ariaExpanded = `${!!this.#list}`;
    this.#unfold.hidden = this.subjects.length < 2;
  }

  /** Shows each memory with thumbs of its own, or no longer. */
  async unfold(): Promise<void> {
    const { listOf } = await parts.list();
    if (this.#list) this.#list.remove();
    else this.row.after((this.#list = listOf(this)));
    if (!this.#list.isConnected) this.#list = undefined;
    this.render();
  }
}
