import { FeedbackAnalytics } from "mem0-feedback/analytics";

globalThis.analytics = new FeedbackAnalytics();
