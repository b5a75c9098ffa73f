// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.ejgrad.graph.Cell;
import org.ejgrad.graph.Update;
import org.ejgrad.graph.Updates;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * How far a training has come, for stop rules: after a step, or at the end of an epoch. What was
 * not measured at this point is empty, and rules about it do not fire.
 *
 * @param step number of steps taken
 * @param epoch number of the epoch, 1 for the first
 * @param loss of the batch of this step
 * @param stepSize the largest absolute change of any element of any parameter in this step
 * @param epochLoss the mean loss over the epoch; present only at its end
 * @param previousEpochLoss the same of the epoch before; empty in the first
 * @param validationLoss the loss on validation data; present only where it was just measured
 */
public record Progress(
    long step,
    long epoch,
    OptionalDouble loss,
    OptionalDouble stepSize,
    OptionalDouble epochLoss,
    OptionalDouble previousEpochLoss,
    OptionalDouble validationLoss) {
  /** After a step, with nothing measured yet. */
  public static Progress at(long step, long epoch) {
    OptionalDouble none = OptionalDouble.empty();
    return new Progress(step, epoch, none, none, none, none, none);
  }

  /** The same with the loss of this step. */
  public Progress withLoss(double value) {
    return new Progress(
        step,
        epoch,
        OptionalDouble.of(value),
        stepSize,
        epochLoss,
        previousEpochLoss,
        validationLoss);
  }

  /** The same with the size of this step. */
  public Progress withStepSize(double value) {
    return new Progress(
        step, epoch, loss, OptionalDouble.of(value), epochLoss, previousEpochLoss, validationLoss);
  }

  /** The same at the end of an epoch, with its mean loss and that of the epoch before, if any. */
  public Progress withEpochLoss(double mean, OptionalDouble previous) {
    return new Progress(
        step, epoch, loss, stepSize, OptionalDouble.of(mean), previous, validationLoss);
  }

  /** The same with a validation loss that was just measured. */
  public Progress withValidationLoss(double value) {
    return new Progress(
        step, epoch, loss, stepSize, epochLoss, previousEpochLoss, OptionalDouble.of(value));
  }

  /**
   * The step size as an expression, 1 x 1, to be compiled as a result of the training step: max
   * |next theta_ij - theta_ij| over the elements of all these parameters.
   *
   * @param updates what an optimizer gave
   * @param parameters those whose change counts, all among the updates
   * @throws IllegalArgumentException if one is not updated
   */
  public static Expr stepSize(Updates updates, List<Expr> parameters) {
    List<Expr> changes = new ArrayList<>();
    for (Expr parameter : parameters) {
      Expr change = next(updates, parameter.cell()).minus(parameter).abs();
      if (change.shape().elements() > 0) {
        changes.add(change.elementMax());
      }
    }
    return changes.stream().reduce(Autograd.constant(0.0), Expr::maximum);
  }

  private static Expr next(Updates updates, Cell cell) {
    for (Update update : updates.list()) {
      if (update.cell() == cell) {
        return Expr.of(update.value());
      }
    }
    throw new IllegalArgumentException(
        "stepSize: '" + cell.name() + "' is not updated; leave it out or update it");
  }
}
