// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.peers;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.Tensor;
import org.ejgrad.benchmarks.Run;
import org.ejml.data.DMatrixRMaj;

/** A training step: the loss is built, then backward, then the optimizer. */
final class TorchTraining implements Run {
  private final List<Tensor> parameters;
  private final Optimizer optimizer;
  private final Supplier<Tensor> loss;

  TorchTraining(List<Tensor> parameters, Optimizer optimizer, Supplier<Tensor> loss) {
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.loss = loss;
  }

  @Override
  @SuppressWarnings("try") // the scope frees the temporaries by being closed
  public void step() {
    try (PointerScope scope = new PointerScope()) {
      optimizer.zero_grad();
      loss.get().backward();
      optimizer.step();
    }
  }

  @Override
  public List<DMatrixRMaj> results() {
    return Torch.matrices(parameters);
  }
}
