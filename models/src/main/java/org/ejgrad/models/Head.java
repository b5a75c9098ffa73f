// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models;

import org.ejgrad.ops.Expr;
import org.ejgrad.ops.Losses;

/** What the last layer's values mean, and the loss that goes with it. */
public enum Head {
  /** The values themselves; mean squared error. Targets: one column for each output. */
  LINEAR {
    @Override
    Expr predictions(Expr output) {
      return output;
    }

    @Override
    Expr loss(Expr output, Expr targets) {
      return Losses.meanSquaredError(output, targets);
    }
  },
  /** The probability of class 1, by the sigmoid; binary cross-entropy. Targets: 0 or 1. */
  BINARY {
    @Override
    Expr predictions(Expr output) {
      return output.sigmoid();
    }

    @Override
    Expr loss(Expr output, Expr targets) {
      return Losses.binaryCrossEntropy(output, targets);
    }
  },
  /** A probability for each class, by the softmax; cross-entropy. Targets: one class index. */
  SOFTMAX {
    @Override
    Expr predictions(Expr output) {
      return output.softmaxRows();
    }

    @Override
    Expr loss(Expr output, Expr targets) {
      return Losses.softmaxCrossEntropyFromLabels(output, targets);
    }
  };

  /** From the last layer's values to what users see. */
  abstract Expr predictions(Expr output);

  /** The mean loss over the rows, from the last layer's values. */
  abstract Expr loss(Expr output, Expr targets);
}
