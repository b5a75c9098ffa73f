// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.ejgrad.benchmarks.Precision;
import org.ejml.data.DMatrixRMaj;

/** Matrices to tensors and back, of one number type. */
record Torch(torch.ScalarType type) {
  static Torch of(Precision precision) {
    return new Torch(
        precision == Precision.DOUBLE ? torch.ScalarType.Double : torch.ScalarType.Float);
  }

  /** A copy. */
  Tensor tensor(DMatrixRMaj matrix) {
    try (DoublePointer data = new DoublePointer(matrix.data);
        TensorOptions options = new TensorOptions(torch.ScalarType.Double)) {
      return torch
          .from_blob(data, new long[] {matrix.numRows, matrix.numCols}, options)
          .clone()
          .to(type);
    }
  }

  /** A copy that gradients are taken for. */
  Tensor leaf(DMatrixRMaj matrix) {
    return tensor(matrix).set_requires_grad(true);
  }

  List<Tensor> leaves(List<DMatrixRMaj> matrices) {
    return matrices.stream().map(this::leaf).toList();
  }

  static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(tensors.toArray(new Tensor[0]));
  }

  static List<Tensor> list(TensorVector vector) {
    List<Tensor> tensors = new ArrayList<>();
    for (long k = 0; k < vector.size(); k++) {
      tensors.add(vector.get(k));
    }
    return tensors;
  }

  static DMatrixRMaj matrix(Tensor tensor) {
    Tensor copy = tensor.detach().to(torch.ScalarType.Double).contiguous();
    DMatrixRMaj matrix = new DMatrixRMaj((int) copy.size(0), (int) copy.size(1));
    copy.data_ptr_double().get(matrix.data);
    return matrix;
  }

  static List<DMatrixRMaj> matrices(List<Tensor> tensors) {
    return tensors.stream().map(Torch::matrix).toList();
  }

  static Scalar number(double value) {
    return new Scalar(value);
  }
}
