// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class CofactorsTest {
  /** Rows and columns of other sizes: the cofactors are those of the plain matrix, scaled. */
  @Test
  void gradient_ofABadlyScaledMatrix_hasScaledCofactors() {
    int[][][] scales = {
      {{600, -600, 100}, {300, -200, -200}},
      {{-30, 0, 30}, {0, 0, 0}},
      {{25, -20, 0}, {-40, 15, -3}}
    };
    double[][] counting = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    double[][] sumOfRows = {{1, 2, 0}, {0, 1, 1}, {1, 3, 1}};
    for (double[][] plain :
        new double[][][] {{{2, 1, 1}, {1, 3, 2}, {1, 0, 4}}, counting, sumOfRows}) {
      DMatrixRMaj expected = Autograd.grad((Expr x) -> x.determinant()).at(new DMatrixRMaj(plain));
      for (int[][] powers : scales) {
        DMatrixRMaj g =
            Autograd.grad((Expr x) -> x.determinant())
                .at(
                    Plain.matrix(
                        3, 3, (i, j) -> Math.scalb(plain[i][j], powers[0][i] + powers[1][j])));
        for (int i = 0; i < 3; i++) {
          for (int j = 0; j < 3; j++) {
            int others = IntStream.of(powers[0]).sum() + IntStream.of(powers[1]).sum();
            others -= powers[0][i] + powers[1][j];
            assertEquals(expected.get(i, j), Math.scalb(g.get(i, j), -others), 1e-12);
          }
        }
      }
    }
  }

  /** Cofactors of two rows are their elements, whatever the size of the others. */
  @Test
  void gradient_ofTwoRowsOfOtherSizes_isExact() {
    double[][][] matrices = {
      {{1, 1e17}, {1, 1e17}},
      {{1, 1}, {1e16, 1e16}},
      {{1, 1}, {1e17, 1.000000001e17}},
      {{1, 1e20}, {1, 1}},
      {{-3.87e20, 9.5e51}, {1.04e18, -1.56e-39}}
    };
    for (double[][] a : matrices) {
      DMatrixRMaj g = Autograd.grad((Expr x) -> x.determinant()).at(new DMatrixRMaj(a));
      double[] expected = {a[1][1], -a[1][0], -a[0][1], a[0][0]};
      for (int i = 0; i < 4; i++) {
        assertEquals(expected[i], g.data[i], 1e-15 * Math.abs(expected[i]), "element " + i);
      }
    }
  }

  @Test
  void gradient_ofAColumnOfZeros_isThatOfTheOthers() {
    double[][] a = {{0, 2}, {0, 3e10}};
    DMatrixRMaj g = Autograd.grad((Expr x) -> x.determinant()).at(new DMatrixRMaj(a));
    assertArrayEquals(new double[] {3e10, 0, -2, 0}, g.data, 1e-5);
  }
}
