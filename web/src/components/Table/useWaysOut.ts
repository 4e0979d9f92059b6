import { counted } from "../../format/number";
import { announce } from "../announce";
import { copyText } from "../CopyButton";
import { download, type Format, rowsAs } from "./copyAs";
import type { TableProps } from "./Table";
import type { Column } from "./types";
import type { Items } from "./useItems";

/** Copying and exporting: what is selected, or everything. */
export function useWaysOut<Row>(props: TableProps<Row>, items: Items<Row>, shown: readonly Column<Row>[], selected: ReadonlySet<string>) {
  const { rowKey, python, label, noun = "row" } = props;
  const chosen = (rows: Row[]) => (selected.size ? rows.filter((row) => selected.has(rowKey(row))) : rows);
  const copy = (format: Format | "python") => {
    if (format === "python") {
      void copyText(typeof python === "function" ? python() : (python ?? ""));
      announce("Copied the Python that fetches this");
      return;
    }
    const rows = chosen(items.loaded());
    void copyText(rowsAs(format, shown, rows)).then((isDone) =>
      announce(isDone ? `Copied ${counted(rows.length, noun)}` : "The browser did not allow copying"),
    );
  };
  const save = async () => {
    try {
      const rows = chosen(await items.all((count) => announce(`${counted(count, noun)} read`)));
      download(`${label.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.csv`, rowsAs("csv", shown, rows));
      announce(`Exported ${counted(rows.length, noun)}`);
    } catch {
      announce("The export failed: the rows could not be read");
    }
  };
  return { copy, save: () => void save() };
}
