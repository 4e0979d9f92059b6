import { LineChart as Lines } from "lucide-react";
import { Button } from "../../components/Button";
import { Checkbox, Select } from "../../components/Field";
import { useUrlState } from "../../app/urlState";
import { AXES, type Axis } from "./curves";
import styles from "./CurveCharts.module.css";
import { FieldPicker } from "./FieldPicker";
import type { RunField } from "./fields";

const NONE: readonly string[] = [];
const FIRST = 4;

/** How curves are shown, in the address: which metrics, against what, how smooth. */
export function useCurveSettings(available: readonly string[]) {
  const [chosen, choose] = useUrlState("metrics", NONE);
  const [x, setX] = useUrlState("x", "step");
  const [isLog, setLog] = useUrlState("log", false);
  const [smoothing, setSmoothing] = useUrlState("smooth", 0);
  const axis: Axis = AXES.some(({ value }) => value === x) ? (x as Axis) : "step";
  const keys = chosen.length ? chosen : available.slice(0, FIRST);
  return { keys, choose, x: axis, setX, isLog, setLog, smoothing: Math.min(0.99, Math.max(0, smoothing)), setSmoothing, available };
}

export type CurveSettingsState = ReturnType<typeof useCurveSettings>;

/** Metrics, axis, scale and smoothing of the charts below. */
export function CurveSettings({ state }: { state: CurveSettingsState }) {
  const fields: RunField[] = state.available.map((key) => ({ field: key, kind: "metric", label: key, isNumber: true }));
  return (
    <div className={styles.settings}>
      <FieldPicker label="Metrics" fields={fields} chosen={state.keys} onChange={state.choose} most={20} hasGoals onReset={() => state.choose([])}
        trigger={<Button icon={<Lines size={14} aria-hidden />}>{`${state.keys.length} of ${state.available.length} metrics`}</Button>} />
      <span className={styles.setting}>
        <span aria-hidden>x</span>
        <Select label="Horizontal axis" value={state.x} onChange={(value) => state.setX(value)} options={AXES} />
      </span>
      <Checkbox label="Log scale" isChecked={state.isLog} onChange={(isOn) => state.setLog(isOn)} />
      <label className={styles.setting}>
        Smoothing
        <input type="range" min={0} max={0.99} step={0.01} value={state.smoothing} onChange={(event) => state.setSmoothing(Number(event.target.value))} />
        <output>{state.smoothing || "off"}</output>
      </label>
    </div>
  );
}
