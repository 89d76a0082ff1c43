// @ts-check

/** Who is signed in: the user of the back end, and of its `seed.json`. */
export const userId = "mira";

/**
 * One question, its answer, and the memories (ids of `seed.json`) that went into the answer.
 *
 * @typedef {object} Turn
 * @property {string} question
 * @property {string} answer
 * @property {string[]} used
 */

/** Some of the memories used are out of date on purpose: that is what the thumbs are for. */
export const turns = /** @type {Turn[]} */ ([
  {
    question: "Anna and Jonas are coming to dinner on Saturday. What should I cook?",
    answer:
      "Your mushroom risotto would suit everyone. Jonas is vegetarian, and there are no nuts in it, which Anna needs. Finish it the way you like it, with butter and a good handful of parmesan.",
    used: [
      "8096f5a9-b0e0-4840-b850-a1f442700ab3",
      "465f89a6-9d7b-4be4-9e6a-623a378560a9",
      "73771d5a-6b60-422e-a185-920dfe4e511b",
    ],
  },
  {
    question: "Jonas is vegan now. I told you so in February.",
    answer:
      "You did, and I went by the older note. Olive oil instead of the butter, then, and breadcrumbs crisped in a pan instead of the parmesan: your oven would leave them pale.",
    used: [
      "33284bbc-6573-45fa-a65e-24ec3bc8b820",
      "6a730f2b-f7f7-47ea-b125-172fad735657",
    ],
  },
  {
    question: "And a dessert? I have an hour at most.",
    answer:
      "Pears poached in red wine: forty minutes on the hob and nothing from a cow. I would skip the almonds on top because of Anna.",
    used: [
      "6c802e88-ec19-4a48-a1d6-f6be5f37ed8b",
      "8d129527-bf8a-4b91-9f65-22050334b98e",
      "cbb2b2a2-104a-4874-932a-a77124a9f8c0",
    ],
  },
  {
    question: "Which wine goes with it, and where do I get it?",
    answer:
      "A dry Riesling. Kessler’s is on your ride home from the office on Friday and stays open until eight.",
    used: [
      "648e5bdc-1580-4ff9-bde0-6b1af8d5bc3f",
      "9f19f37a-1225-46ce-bc4c-d1488658c2bb",
      "0cf83e17-8a04-432d-ae40-ad69e44fc671",
    ],
  },
  {
    question: "Order the groceries, and remind me about the wine.",
    answer:
      "Done. They arrive on Friday after six at Linden Street 12, second courtyard. I will remind you of the wine on Thursday at five.",
    used: [
      "e725c20a-d5ea-4984-9043-b8e2be93a27c",
      "83f66cc9-56af-4940-b44f-a0018702c2a3",
      "9d5e289d-66d4-420c-8d1a-bc61b0960f53",
    ],
  },
]);
