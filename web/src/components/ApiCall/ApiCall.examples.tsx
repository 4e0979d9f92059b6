import { useState } from "react";
import { Button } from "../Button";
import { ApiCall, ApiCallDialog, type ShownCall } from "./ApiCall";

const calls: ShownCall[] = [{ id: "runs.search", params: { filter: "metrics.auc > 0.8 and tags.team = 'ops'", limit: 200 } }, { id: "runs.get", params: { id: "0193a7c2d4e5f60718293a4b5c6d7e8f" } }];

function InDialog() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Show as API call</Button>
      <ApiCallDialog calls={calls} isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </>
  );
}

export const examples = [{ title: "As Python and as curl", element: <ApiCall calls={calls} /> }, { title: "In a dialog", element: <InDialog /> }];
