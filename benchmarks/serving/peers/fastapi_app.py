"""What many teams write: FastAPI, a pydantic request, a scikit-learn model. Runs in the peer's own environment."""

import sys

import joblib
import numpy as np
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
model = joblib.load(sys.argv[1])


class Row(BaseModel):
    features: list[float]


class Score(BaseModel):
    score: float


@app.post("/predict")
async def predict(row: Row) -> Score:  # async: cheaper than the thread pool that a plain function would use
    return Score(score=float(model.predict_proba(np.array([row.features], dtype=np.float32))[0, 1]))


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), loop="uvloop", http="httptools", access_log=False)
