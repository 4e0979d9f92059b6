import { expect, test } from "vitest";
import { fieldsOf, readRequest, tensorsOf, writeRequest } from "./request";

const column = (name: string, datatype: string, is_nullable = false) => ({ name, datatype, is_nullable });

test("fields become one tensor each, an empty one is a missing value", () => {
  const { inputs, bad } = tensorsOf([column("distance", "FP32"), column("carrier", "BYTES"), column("wind", "FP32", true), column("night", "BOOL")],
    { distance: "719,5", carrier: "UA", wind: "", night: "True" });
  expect(bad).toEqual([]);
  expect(inputs.map(({ data }) => data[0])).toEqual([719.5, "UA", null, true]);
  expect(inputs[0]).toEqual({ name: "distance", datatype: "FP32", shape: [1], data: [719.5] });
});

test("every field that cannot be read is told, with what is wrong", () => {
  const { bad } = tensorsOf([column("a", "FP32"), column("b", "FP64"), column("c", "INT64"), column("d", "BOOL")], { b: "x", c: "1.5", d: "yes" });
  expect(bad).toEqual([
    { name: "a", says: "a value is needed" },
    { name: "b", says: "not a number" },
    { name: "c", says: "INT64 is a whole number" },
    { name: "d", says: "true or false" },
  ]);
});

test("a logged row goes through the fields and comes back as it was", () => {
  const features = { distance: 719.25, carrier: "UA", wind: null };
  const { inputs } = tensorsOf([column("distance", "FP32"), column("carrier", "BYTES"), column("wind", "FP32", true)], fieldsOf(features));
  expect(Object.fromEntries(inputs.map(({ name, data }) => [name, data[0]]))).toEqual(features);
});

test("a request as text is read back, and what is no request is told", () => {
  const inputs = [{ name: "a", datatype: "FP32", shape: [1], data: [1] }];
  expect(readRequest(writeRequest(inputs, { unit: "b-1" })).request).toEqual({ inputs, parameters: { unit: "b-1" } });
  expect(readRequest('{"inputs": 3}').request).toBeNull();
  expect(readRequest("{").says).not.toBe("");
});
