// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.peers;

import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** Matrices to tensors and back, of one number type. */
record TfNumbers<T extends TFloating>(
    Class<T> type, Function<DMatrixRMaj, T> tensor, DoubleFunction<T> number) {
  static final TfNumbers<TFloat64> DOUBLE =
      new TfNumbers<>(
          TFloat64.class,
          a -> TFloat64.tensorOf(shape(a), DataBuffers.of(a.data, true, false)),
          TFloat64::scalarOf);

  static final TfNumbers<TFloat32> FLOAT =
      new TfNumbers<>(
          TFloat32.class,
          a -> TFloat32.tensorOf(shape(a), DataBuffers.of(floats(a.data), true, false)),
          value -> TFloat32.scalarOf((float) value));

  private static Shape shape(DMatrixRMaj matrix) {
    return Shape.of(matrix.numRows, matrix.numCols);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  static DMatrixRMaj matrix(Tensor tensor) {
    DMatrixRMaj matrix = new DMatrixRMaj((int) tensor.shape().get(0), (int) tensor.shape().get(1));
    if (tensor instanceof TFloat64 doubles) {
      doubles.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(matrix.data, false, false)));
    } else {
      float[] floats = new float[matrix.data.length];
      ((TFloat32) tensor)
          .copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(floats, false, false)));
      for (int i = 0; i < floats.length; i++) {
        matrix.data[i] = floats[i];
      }
    }
    return matrix;
  }
}
