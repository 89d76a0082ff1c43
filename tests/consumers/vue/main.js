import { createApp } from "vue";
import Answer from "./Answer.vue";

createApp(Answer).mount("main");
