// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.peers;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.TensorVector;
import org.ejgrad.benchmarks.Run;
import org.ejml.data.DMatrixRMaj;

/** Gradients, kept until the next step. */
final class TorchGradient implements Run {
  private final Supplier<TensorVector> gradient;
  private TensorVector latest = new TensorVector();

  TorchGradient(Supplier<TensorVector> gradient) {
    this.gradient = gradient;
  }

  @Override
  @SuppressWarnings("try") // the scope frees the temporaries by being closed
  public void step() {
    latest.close();
    try (PointerScope scope = new PointerScope()) {
      latest = gradient.get();
      // Else it would be freed with the temporaries.
      latest.retainReference();
    }
  }

  @Override
  public List<DMatrixRMaj> results() {
    return Torch.matrices(Torch.list(latest));
  }
}
