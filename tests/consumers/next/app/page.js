"use client";
import { useEffect } from "react";
import { show } from "../../page.js";

export default function Page() {
  useEffect(show, []);
  return <p>Next.js</p>;
}
