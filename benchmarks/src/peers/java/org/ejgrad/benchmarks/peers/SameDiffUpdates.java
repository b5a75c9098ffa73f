// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.peers;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Updates of arrays in place. SameDiff's own Adam places epsilon elsewhere, so it is written out.
 */
final class SameDiffUpdates {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private SameDiffUpdates() {}

  static SameDiffRun.Update descent(double rate) {
    return (parameters, gradients) -> {
      for (int k = 0; k < parameters.size(); k++) {
        parameters.get(k).getArr().subi(gradients.get(k).muli(rate));
      }
    };
  }

  static SameDiffRun.Update adam(List<SDVariable> parameters, double rate) {
    return new Adam(parameters, rate);
  }

  private static final class Adam implements SameDiffRun.Update {
    private final List<INDArray> m;
    private final List<INDArray> v;
    private final double rate;
    private int t;

    Adam(List<SDVariable> parameters, double rate) {
      m = parameters.stream().map(p -> p.getArr().like()).toList();
      v = parameters.stream().map(p -> p.getArr().like()).toList();
      this.rate = rate;
    }

    @Override
    public void apply(List<SDVariable> parameters, List<INDArray> gradients) {
      t++;
      double toM = 1 / (1 - Math.pow(BETA1, t));
      double toV = 1 / (1 - Math.pow(BETA2, t));
      for (int k = 0; k < parameters.size(); k++) {
        INDArray g = gradients.get(k);
        m.get(k).muli(BETA1).addi(g.mul(1 - BETA1));
        v.get(k).muli(BETA2).addi(g.mul(g).muli(1 - BETA2));
        INDArray root = Transforms.sqrt(v.get(k).mul(toV), false).addi(EPSILON);
        parameters.get(k).getArr().subi(m.get(k).mul(rate * toM).divi(root));
      }
    }
  }
}
