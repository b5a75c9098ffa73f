// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import org.ejgrad.graph.NonFiniteException;

/**
 * The loss or a gradient became NaN or infinite. The message names the step and the first op that
 * produced such a value; the model keeps the parameters it had before that step.
 */
public final class TrainingDivergedException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  private final long step;
  private final String origin;

  TrainingDivergedException(long step, int epoch, NonFiniteException cause) {
    super("step " + step + " of epoch " + epoch + ": " + cause.getMessage());
    initCause(cause);
    this.step = step;
    this.origin = cause.origin();
  }

  /** A loss that was only computed, on training or validation data, is not finite. */
  TrainingDivergedException(long step, int epoch, String data, String origin) {
    super(
        "step "
            + step
            + " of epoch "
            + epoch
            + ": after it, the loss on "
            + data
            + " data is not finite. First: "
            + origin);
    this.step = step;
    this.origin = origin;
  }

  /**
   * The update, counted from 1 over all epochs, that did not happen, or after which it was seen.
   */
  public long step() {
    return step;
  }

  /** The first op or leaf that held a value which is not finite. */
  public String origin() {
    return origin;
  }
}
