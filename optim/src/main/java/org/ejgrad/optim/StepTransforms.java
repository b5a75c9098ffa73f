// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import java.util.ArrayList;
import java.util.List;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * Transforms that decide whether a step happens, and what becomes of gradients that are not finite.
 * Without one of them a run fails at such a gradient and changes nothing. They see each gradient,
 * so those for gradients stand before {@link #accumulate} in an optimizer.
 */
public final class StepTransforms {
  private StepTransforms() {}

  /**
   * The mean of the gradients of {@code batches} runs, of which the last takes the step:
   *
   * <pre>
   * sum   &lt;- sum + g,  n &lt;- n + 1                        sum and n start at 0
   * step with sum / batches,  sum &lt;- 0,  n &lt;- 0         if n = batches
   * </pre>
   *
   * so that micro-batches of equal sizes do what one large batch would; a rule that asks for the
   * loss gets the mean of theirs. In all other runs parameters, the rule's variables and the step
   * count keep their values: the rule is computed in every run, in one pass with the sum, and its
   * results are dropped but for the last. For {@link Adam} that is 9 arrays read and written where
   * the sum alone would take 3, besides what the gradient takes.
   *
   * @param batches runs in a step, at least 1
   */
  public static GradientTransform accumulate(long batches) {
    Settings.count("accumulate, batches", batches);
    return (pairs, step) -> {
      Expr n = step.counter("accumulated", batches - 1);
      Expr seen = n.plus(1);
      Expr full = seen.greaterOrEqual((double) batches);
      Expr zero = Autograd.constant(0);
      step.update(n, full.select(zero, seen));
      List<ParameterGradient> means = new ArrayList<>(pairs.size());
      for (ParameterGradient pair : pairs) {
        State state = step.state(pair.parameter());
        Expr sum = state.zeros("accumulated");
        Expr added = sum.plus(pair.gradient());
        state.update(sum, full.select(zero, added));
        means.add(pair.withGradient(added.divide((double) batches)));
      }
      step.spanRuns(
          loss -> {
            Expr sum = step.scalar("accumulated loss", 0);
            Expr added = sum.plus(loss);
            step.update(sum, full.select(zero, added));
            return added.divide((double) batches);
          });
      step.applyWhen(full);
      return means;
    };
  }

  /** Skips any number of steps in a row. */
  public static GradientTransform skipNonFinite() {
    return skipNonFinite(Long.MAX_VALUE);
  }

  /**
   * Skips a step whose loss or gradients hold NaN or an infinite number: parameters, variables and
   * the step count keep their values. The loss that the run reports is what it is.
   *
   * @param mostInARow after as many skipped steps in a row the next one fails, as without this; at
   *     least 1
   */
  public static GradientTransform skipNonFinite(long mostInARow) {
    Settings.count("skipNonFinite, mostInARow", mostInARow);
    return (pairs, step) -> {
      Expr finite = step.lossIfGiven().map(StepTransforms::isFinite).orElse(Autograd.constant(1));
      for (ParameterGradient pair : pairs) {
        if (pair.gradient().shape().elements() > 0) {
          finite = finite.elementMult(isFinite(pair.gradient()).elementMin());
        }
      }
      Expr skipped = step.counter("skipped in a row", mostInARow);
      // Past the bound the step is taken, and the next values, which are not finite, stop the run.
      Expr happens = finite.maximum(skipped.greaterOrEqual((double) mostInARow));
      step.update(skipped, happens.select(Autograd.constant(0), skipped.plus(1)));
      step.applyWhen(happens);
      step.acceptNonFinite();
      return pairs;
    };
  }

  /**
   * 0 in the place of each element of a gradient that is NaN or infinite. The loss that the run
   * reports is what it is.
   */
  public static GradientTransform zeroNonFinite() {
    return (pairs, step) -> {
      step.acceptNonFinite();
      List<ParameterGradient> changed = new ArrayList<>(pairs.size());
      for (ParameterGradient pair : pairs) {
        Expr g = pair.gradient();
        changed.add(pair.withGradient(isFinite(g).select(g, Autograd.constant(0))));
      }
      return changed;
    };
  }

  /** 1 for finite elements, otherwise 0; NaN is less than nothing. */
  private static Expr isFinite(Expr x) {
    return x.abs().lessThan(Double.POSITIVE_INFINITY);
  }
}
