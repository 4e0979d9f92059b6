import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { register } from "./keyboard";
import { HERE, pathOf } from "./routes";

/** `g` and a letter for every area that has one. */
export function useGoKeys(project: string): void {
  const router = useRouter();
  useEffect(() => {
    const base = router.basepath.replace(/\/$/, "");
    const undo = HERE.filter(({ nav }) => nav?.key).map((page) =>
      register({
        keys: `g ${page.nav!.key}`,
        label: page.title,
        group: "Go to",
        run: () => router.history.push(base + pathOf(project, page.path)),
      }),
    );
    return () => {
      for (const one of undo) one();
    };
  }, [project, router]);
}
