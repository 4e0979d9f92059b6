import { useState } from "react";
import { Button } from "../Button";
import { Facts } from "../Facts";
import { Status } from "../Status";
import { Drawer } from "./Drawer";

function Example() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(!isOpen)}>Peek at a run</Button>
      <Drawer isOpen={isOpen} onClose={() => setIsOpen(false)} title={"quiet-heron-12 ".repeat(6)} to="/p/airline/runs/0193" chips={<Status state="ok" word="finished" isTinted />}>
        <Facts isStacked items={[{ label: "Owner", value: "ada" }, { label: "Duration", value: "3 min 20 s" }]} />
      </Drawer>
    </>
  );
}

export const examples = [{ title: "Beside the page, which stays usable", element: <Example /> }];
