import { useState } from "react";
import { Input } from "../../components/Field";

interface SettledInputProps {
  label: string;
  placeholder: string;
  value: string;
  onSettle: (value: string) => void;
  className?: string | undefined;
  isNumber?: boolean;
}

/** A condition the server is asked with: taken on Enter or on leaving the field, not on each keystroke. */
export function SettledInput({ label, placeholder, value, onSettle, className, isNumber = false }: SettledInputProps) {
  const [draft, setDraft] = useState({ of: value, text: value });
  if (draft.of !== value) setDraft({ of: value, text: value }); // Back, or a pasted link
  const settle = () => {
    if (draft.text !== value) onSettle(draft.text);
  };
  return (
    <Input
      aria-label={label}
      placeholder={placeholder}
      className={className}
      inputMode={isNumber ? "decimal" : undefined}
      value={draft.text}
      onChange={(text) => setDraft({ of: value, text })}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === "Enter") settle();
      }}
    />
  );
}
