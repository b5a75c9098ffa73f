// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Which elements of an op's inputs made elements of its result NaN or infinite: those without which
 * the result would be finite. A -infinity that a sum of exponentials swallows, or one in another
 * row, is innocent. Found by trial: the op is computed again with suspects replaced by a harmless
 * number, then with one kind of them (-infinity, +infinity, NaN) of one input after the other given
 * back.
 */
final class Blame {
  /** A number that hardly any op makes infinite. */
  private static final double HARMLESS = 0.5;

  /**
   * The kinds of numbers, each given back where that does no harm; those likeliest to do none
   * first.
   */
  private static final double[] KINDS = {
    Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN
  };

  private final Node.Application node;
  private final DMatrixRMaj[] x;

  /** The inputs with a harmless number in the place of each suspect. */
  private final DMatrixRMaj[] tried;

  private final BitSet[] suspects;

  private Blame(Node.Application node, DMatrixRMaj[] x, BitSet bad) {
    this.node = node;
    this.x = x;
    tried = x.clone();
    suspects = new BitSet[x.length];
    for (int k = 0; k < x.length; k++) {
      suspects[k] = nonFinite(x[k]);
      suspects[k].and(influence(k, bad));
      if (!suspects[k].isEmpty()) {
        tried[k] = x[k].copy();
        set(k, suspects[k], false);
      }
    }
  }

  /**
   * For each input the elements that are to blame; none at all where the op made such values from
   * finite ones.
   *
   * @param x the inputs. Not modified.
   * @param bad elements of the result that are not finite
   */
  static List<BitSet> of(Node.Application node, DMatrixRMaj[] x, BitSet bad) {
    Blame blame = new Blame(node, x, bad);
    // An op that refuses harmless numbers as well tells nothing: all stay under suspicion.
    blame.computed().ifPresent(y -> blame.acquit(without(bad, y)));
    return List.of(blame.suspects);
  }

  /** The elements that are NaN or infinite. */
  static BitSet nonFinite(DMatrixRMaj matrix) {
    BitSet found = new BitSet();
    for (int i = 0; i < matrix.getNumElements(); i++) {
      if (!Double.isFinite(matrix.data[i])) {
        found.set(i);
      }
    }
    return found;
  }

  /** Elements of an input on which these elements of the result may hang. */
  private BitSet influence(int k, BitSet elements) {
    BitSet found = new BitSet();
    RowRule rule = node.operation().rows(node.inputShapes());
    int cols = x[k].numCols;
    if (node.operation() instanceof ElementwiseOp) {
      found.or(elements);
    } else if (rule.kind() == RowRule.Kind.EACH && rule.byRow().get(k)) {
      elements.stream()
          .map(element -> element / node.shape().cols())
          .forEach(row -> found.set(row * cols, (row + 1) * cols));
    } else if (!elements.isEmpty()) {
      found.set(0, x[k].getNumElements());
    }
    return found;
  }

  /** The elements of a result that are finite. */
  private static BitSet without(BitSet elements, DMatrixRMaj y) {
    BitSet finite = (BitSet) elements.clone();
    finite.andNot(nonFinite(y));
    return finite;
  }

  /**
   * Clears suspects that do no harm.
   *
   * @param caused elements of the result that are finite without any suspect
   */
  private void acquit(BitSet caused) {
    for (double kind : KINDS) {
      for (int k = 0; k < x.length; k++) {
        BitSet ofKind = ofKind(k, kind);
        if (ofKind.isEmpty()) {
          continue;
        }
        set(k, ofKind, true);
        BitSet harmed = (BitSet) caused.clone();
        computed().ifPresent(y -> harmed.and(nonFinite(y)));
        BitSet guilty = influence(k, harmed);
        guilty.and(ofKind);
        set(k, guilty, false);
        ofKind.andNot(guilty);
        suspects[k].andNot(ofKind);
      }
    }
  }

  private BitSet ofKind(int k, double kind) {
    BitSet found = new BitSet();
    suspects[k].stream().filter(i -> Double.compare(x[k].data[i], kind) == 0).forEach(found::set);
    return found;
  }

  private void set(int k, BitSet elements, boolean back) {
    elements.stream().forEach(i -> tried[k].data[i] = back ? x[k].data[i] : HARMLESS);
  }

  private Optional<DMatrixRMaj> computed() {
    try {
      return Optional.of(Instructions.evaluate(node, tried));
    } catch (OpFailedException refused) {
      return Optional.empty();
    }
  }
}
