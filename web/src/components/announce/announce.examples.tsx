import { Button } from "../Button";
import { announce } from "./announce";

export const examples = [{ title: "Heard, not seen", element: <Button onClick={() => announce("3 rows copied")}>Say something</Button> }];
