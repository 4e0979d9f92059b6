import { CopyButton } from "./CopyButton";

export const examples = [{ title: "Small and with words", element: <div className="gallery-row"><CopyButton text="model:late-flight@4" label="Copy Ref" /><CopyButton isWide text={() => "made when pressed"} label="Copy the link" /></div> }];
