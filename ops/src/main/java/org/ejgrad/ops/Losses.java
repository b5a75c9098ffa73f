// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.List;
import org.ejgrad.graph.ShapeMismatchException;

/**
 * Losses, each a 1x1 expression, the mean over the rows or elements of a batch unless it says sum.
 * Batch rows first. Classification losses take logits, the values before sigmoid or softmax,
 * because only from there they are exact for confident predictions.
 */
public final class Losses {
  private Losses() {}

  /** sum_ij (prediction_ij - target_ij)^2. */
  public static Expr sumOfSquaredResiduals(Expr prediction, Expr target) {
    return residual("sumOfSquaredResiduals", prediction, target).square().elementSum();
  }

  /** The mean over all elements of (prediction - target)^2. */
  public static Expr meanSquaredError(Expr prediction, Expr target) {
    return residual("meanSquaredError", prediction, target).square().mean();
  }

  /** The mean over all elements of |prediction - target|; slope 0 where they are equal. */
  public static Expr meanAbsoluteError(Expr prediction, Expr target) {
    return residual("meanAbsoluteError", prediction, target).abs().mean();
  }

  /**
   * The mean over all elements of r^2 / 2 for |r| <= delta, otherwise delta (|r| - delta / 2), with
   * r = prediction - target (Huber 1964).
   *
   * @param delta where the parabola goes over into lines; above 0
   */
  public static Expr huber(Expr prediction, Expr target, double delta) {
    check(delta > 0, "huber: delta must be > 0, got %s", delta);
    Expr r = residual("huber", prediction, target);
    Expr size = r.abs();
    Expr line = size.plus(-delta / 2).scale(delta);
    return size.lessOrEqual(delta).select(r.square().scale(0.5), line).mean();
  }

  /**
   * The mean over all elements of -(t log p + (1 - t) log(1 - p)) with p = sigmoid(logit), computed
   * as log(1 + exp(z)) - z t without overflow or cancellation; its gradient is (p - t) / count.
   *
   * @param logits z, the values before the sigmoid
   * @param targets t, 0 or 1 or a probability between, in the same shape
   */
  public static Expr binaryCrossEntropy(Expr logits, Expr targets) {
    sameShape("binaryCrossEntropy", logits, targets);
    return Expr.apply(ElementwiseBinary.SIGMOID_CROSS_ENTROPY, logits, targets).mean();
  }

  /**
   * The mean over rows of -sum_j t_ij log softmax(z)_ij; its gradient is (softmax(z) - t) / rows
   * for rows of t that sum to 1.
   *
   * @param logits z, m x classes
   * @param oneHot t, m x classes: 1 at the class and 0 elsewhere, or probabilities; where it is 0,
   *     even a logit of -infinity contributes 0
   */
  public static Expr softmaxCrossEntropy(Expr logits, Expr oneHot) {
    sameShape("softmaxCrossEntropy", logits, oneHot);
    return oneHot.carry(logits.logSoftmaxRows()).sumRows().mean().negative();
  }

  /**
   * {@link #softmaxCrossEntropy} from class indices.
   *
   * @param logits m x classes
   * @param labels m x 1, whole numbers from 0 to classes - 1; a run fails on others
   */
  public static Expr softmaxCrossEntropyFromLabels(Expr logits, Expr labels) {
    return softmaxCrossEntropy(logits, labels.oneHot(logits.cols()));
  }

  private static Expr residual(String loss, Expr prediction, Expr target) {
    sameShape(loss, prediction, target);
    return prediction.minus(target);
  }

  /** A loss that broadcast m x 1 against 1 x m would be a silent mistake. */
  private static void sameShape(String loss, Expr prediction, Expr target) {
    if (!prediction.shape().equals(target.shape())) {
      throw ShapeMismatchException.of(
          loss,
          "prediction and target must have the same shape",
          List.of("prediction", "target"),
          List.of(prediction, target));
    }
  }
}
