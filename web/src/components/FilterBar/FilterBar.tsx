import { Filter, X } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { asApiError } from "../../api/errors";
import { useShortcut } from "../../app/keyboard";
import { IconButton } from "../Button";
import { complete, type FilterName, positionIn, type Suggestion, wordAt } from "./complete";
import styles from "./FilterBar.module.css";

export interface FilterBarProps {
  /** The filter in force, in the API's language. */
  value: string;
  /** Called when a filter is settled: Enter, leaving the field, clearing. */
  onChange: (value: string) => void;
  /** What the API said about `value`. */
  error?: unknown;
  names: readonly FilterName[];
  label: string;
  placeholder?: string;
  /** What is being typed, for a page that fetches values for the field at hand. */
  onDraft?: (text: string) => void;
  /** Key that jumps here; `/` unless another bar has it. */
  shortcut?: string | null;
}

/** The filter language of the API, with names and values suggested and the error under the word it is about. */
export function FilterBar(props: FilterBarProps) {
  const { value, onChange, error, names, label, placeholder = "metrics.auc > 0.8 and state = 'finished'", shortcut = "/" } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState({ of: value, text: value });
  const [caret, setCaret] = useState<number | null>(null); // null: no suggestions wanted
  const [chosen, setChosen] = useState(-1);
  const [scrolled, setScrolled] = useState(0);
  // the value changed from outside (Back, a saved view): what was typed is about another filter
  if (draft.of !== value) setDraft({ of: value, text: value });
  const text = draft.of === value ? draft.text : value;
  useShortcut(shortcut ?? "", "Filter", () => input.current?.focus(), "This page", Boolean(shortcut));
  const suggestions = caret === null ? [] : complete(text, caret, names);
  const isOpen = suggestions.length > 0;
  const settle = (next: string) => {
    setCaret(null);
    setDraft({ of: value, text: next });
    if (next.trim() !== value.trim()) onChange(next.trim());
  };
  const type = (next: string, at: number) => {
    setDraft({ of: value, text: next });
    setCaret(at);
    setChosen(-1);
    props.onDraft?.(next.slice(0, at));
  };
  const take = (one: Suggestion) => {
    const head = text.slice(0, one.from) + one.text;
    type(head + text.slice(one.to).trimStart(), head.length);
    requestAnimationFrame(() => input.current?.setSelectionRange(head.length, head.length));
  };
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (!isOpen) return setCaret(event.currentTarget.selectionStart ?? text.length);
      setChosen((chosen + step + suggestions.length + (chosen < 0 && step < 0 ? 1 : 0)) % suggestions.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && isOpen && chosen >= 0) {
      event.preventDefault();
      take(suggestions[chosen]!);
    } else if (event.key === "Enter") settle(text);
    else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      setCaret(null);
    }
  };
  const said = error ? asApiError(error) : null;
  const isAbout = said !== null && text.trim() === value.trim();
  return (
    <div className={styles.bar} role="search" aria-label={label}>
      <div className={`${styles.box} ${isAbout ? styles.wrong : ""}`}>
        <Filter size={14} aria-hidden className={styles.icon} />
        <input
          ref={input}
          className={styles.input}
          value={text}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          role="combobox"
          aria-label={label}
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-activedescendant={isOpen && chosen >= 0 ? `${id}-${chosen}` : undefined}
          aria-invalid={isAbout || undefined}
          aria-describedby={isAbout ? `${id}-error` : undefined}
          onChange={(event) => type(event.target.value, event.target.selectionStart ?? event.target.value.length)}
          onFocus={(event) => setCaret(event.target.selectionStart ?? text.length)}
          onBlur={() => settle(text)}
          onKeyDown={keys}
          onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
        />
        {text ? <IconButton label="Clear the filter" icon={<X size={14} aria-hidden />} onClick={() => settle("")} /> : shortcut ? <kbd className={styles.key}>{shortcut}</kbd> : null}
        {isAbout ? <Underline text={text} said={said.what} scrolled={scrolled} /> : null}
      </div>
      {isAbout ? (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {said.why || said.what}
          {said.hint ? ` ${said.hint}` : ""}
        </p>
      ) : null}
      <div id={`${id}-list`} role="listbox" aria-label={`Suggestions for ${label}`} className={styles.list} hidden={!isOpen}>
        {suggestions.map((one, at) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are handled by the combobox
          <div key={`${one.label} ${one.kind}`} id={`${id}-${at}`} role="option" tabIndex={-1} aria-selected={at === chosen} className={styles.option}
            onPointerDown={(event) => event.preventDefault()} onClick={() => take(one)}>
            <span className="name mono">{one.label}</span>
            <span className={styles.kind}>{one.kind}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

/** A wave under the word the API could not read; the face is mono, so places are multiples of one width. */
function Underline({ text, said, scrolled }: { text: string; said: string; scrolled: number }) {
  const at = positionIn(said);
  if (at === null) return null;
  const { from, to } = wordAt(text, at);
  return (
    <span className={styles.clip} aria-hidden>
      <span className={styles.wave} style={{ left: `calc(${from}ch - ${scrolled}px)`, width: `${to - from}ch` }} />
    </span>
  );
}
