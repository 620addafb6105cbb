import type { Dataset } from '../../reference-engine/datasets/dataset.ts'
import { softmax } from '../../reference-engine/ops/softmax.ts'
import { argMax, max } from '../../reference-engine/primitives/reduce.ts'
import type { Sequential } from '../../reference-engine/sequential.ts'

/** Of one image: its class, the class that the model gives it, and the probability it gives that. */
export type Prediction = { label: number; predicted: number; probability: number }

/** One for each sample, batch by batch. @param dataset with labels, int32 [N] */
export async function predictAll(model: Sequential, dataset: Dataset): Promise<Prediction[]> {
  const predictions: Prediction[] = []
  for await (const { x, y } of dataset.batches(0)) {
    const logits = model.predict(x, { batchSize: x.shape[0] })
    const classes = argMax(logits, 1)
    const probabilities = max(softmax(logits), 1)
    y.data.forEach((label, sample) =>
      predictions.push({ label, predicted: classes.data[sample], probability: probabilities.data[sample] }),
    )
  }
  return predictions
}
