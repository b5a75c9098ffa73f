// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static org.ejgrad.models.data.DataFiles.allocatedDuring;
import static org.ejgrad.models.data.DataFiles.assertRejects;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class MiniBatchesTest {
  private static final int[] ZERO_TO_NINE = IntStream.range(0, 10).toArray();

  private static int[] epoch(MiniBatches batches, long epoch) {
    return IntStream.range(0, batches.batchesPerEpoch())
        .flatMap(batch -> Arrays.stream(batches.indices(epoch, batch)))
        .toArray();
  }

  private static int[] sorted(int[] values) {
    return Arrays.stream(values).sorted().toArray();
  }

  @Test
  void epoch_holdsEveryRowOnce_inAnotherOrderEachTime() {
    MiniBatches batches = MiniBatches.of(10, 4, 1);
    assertEquals(3, batches.batchesPerEpoch());
    assertArrayEquals(new int[] {4, 4, 2}, IntStream.range(0, 3).map(batches::batchRows).toArray());
    for (int epoch = 0; epoch < 20; epoch++) {
      assertArrayEquals(ZERO_TO_NINE, sorted(epoch(batches, epoch)));
    }
    assertFalse(Arrays.equals(epoch(batches, 0), epoch(batches, 1)));
    assertFalse(Arrays.equals(epoch(batches, 0), epoch(MiniBatches.of(10, 4, 2), 0)));
  }

  @Test
  void dropShortBatch_leavesItsRowsOut() {
    MiniBatches batches = MiniBatches.of(10, 4, 1).dropShortBatch();
    assertEquals(2, batches.batchesPerEpoch());
    assertEquals(4, batches.batchRows(1));
    int[] whole = epoch(MiniBatches.of(10, 4, 1), 7);
    assertArrayEquals(Arrays.copyOf(whole, 8), epoch(batches, 7));
  }

  @Test
  void batchOfAllOrOne_isGradientDescentOrOneSample() {
    assertEquals(1, MiniBatches.of(10, 10, 1).batchesPerEpoch());
    assertArrayEquals(ZERO_TO_NINE, sorted(MiniBatches.of(10, 10, 1).indices(0, 0)));
    assertEquals(10, MiniBatches.of(10, 1, 1).batchesPerEpoch());
  }

  @Test
  void anyOrderOfCalls_givesTheSameRows() {
    MiniBatches forward = MiniBatches.of(100, 7, 3);
    int[][] expected = new int[50][];
    for (int step = 0; step < 50; step++) {
      expected[step] = forward.indices(step / 15, step % 15);
    }
    MiniBatches backward = MiniBatches.of(100, 7, 3);
    for (int step = 49; step >= 0; step--) {
      assertArrayEquals(expected[step], backward.indices(step / 15, step % 15));
    }
  }

  @Test
  void withReplacement_drawsEachRowAboutEquallyOften() {
    MiniBatches batches = MiniBatches.of(10, 4, 1).withReplacement();
    assertEquals(3, batches.batchesPerEpoch());
    assertEquals(4, batches.batchRows(2));
    int[] counts = new int[10];
    boolean repeats = false;
    for (int epoch = 0; epoch < 1000; epoch++) {
      int[] rows = epoch(batches, epoch);
      repeats |= Arrays.stream(rows).distinct().count() < 10;
      for (int row : rows) {
        counts[row]++;
      }
    }
    assertTrue(repeats);
    for (int count : counts) {
      // 12,000 draws of probability 0.1: five deviations of sqrt(n p (1 - p)) = 33.
      assertEquals(1200, count, 165);
    }
  }

  @Test
  void withReplacement_noTwoStepsShareDraws() {
    MiniBatches batches = MiniBatches.of(1000, 300, 1).withReplacement();
    assertFalse(Arrays.equals(batches.indices(0, 0), batches.indices(0, 1)));
    assertFalse(Arrays.equals(batches.indices(0, 3), batches.indices(1, 0)));
    assertArrayEquals(batches.indices(5, 2), batches.indices(5, 2));
  }

  @Test
  void copyRows_copiesTheRowsOfTheIndices() {
    DMatrixRMaj source = new DMatrixRMaj(10, 3);
    Arrays.setAll(source.data, at -> at);
    for (MiniBatches batches :
        new MiniBatches[] {MiniBatches.of(10, 4, 1), MiniBatches.of(10, 4, 1).withReplacement()}) {
      for (int batch = 0; batch < 3; batch++) {
        DMatrixRMaj out = new DMatrixRMaj(batches.batchRows(batch), 3);
        batches.copyRows(6, batch, source, out);
        int[] indices = batches.indices(6, batch);
        for (int at = 0; at < out.data.length; at++) {
          assertEquals(source.get(indices[at / 3], at % 3), out.data[at]);
        }
      }
    }
  }

  @Test
  void copyRows_allocatesNothing() {
    DMatrixRMaj source = new DMatrixRMaj(4096, 8);
    DMatrixRMaj out = new DMatrixRMaj(32, 8);
    for (MiniBatches batches :
        new MiniBatches[] {
          MiniBatches.of(4096, 32, 1), MiniBatches.of(4096, 32, 1).withReplacement()
        }) {
      Runnable steps =
          () -> {
            for (int batch = 0; batch < 128; batch++) {
              batches.copyRows(0, batch, source, out);
            }
          };
      steps.run();
      allocatedDuring(steps); // loads what counting itself needs
      assertEquals(0, allocatedDuring(steps));
    }
  }

  @Test
  void arguments_outOfRange_nameTheValue() {
    MiniBatches batches = MiniBatches.of(10, 4, 1);
    DMatrixRMaj source = new DMatrixRMaj(10, 3);
    assertRejects(() -> MiniBatches.of(0, 1, 1), "a row is required");
    assertRejects(() -> MiniBatches.of(10, 0, 1), "from 1 to the number of rows, 10, got 0");
    assertRejects(() -> MiniBatches.of(10, 11, 1), "got 11");
    assertRejects(() -> batches.withReplacement().dropShortBatch(), "no batch is short");
    assertRejects(() -> batches.indices(-1, 0), "epoch must not be negative, got -1");
    assertRejects(() -> batches.indices(0, 3), "below 3, got 3");
    assertRejects(() -> batches.batchRows(-1), "got -1");
    assertRejects(
        () -> batches.copyRows(0, 2, source, new DMatrixRMaj(4, 3)),
        "out be 2x3, got source=10x3, out=4x3");
    assertRejects(() -> batches.copyRows(0, 0, source, new DMatrixRMaj(4, 2)), "out=4x2");
    assertRejects(
        () -> batches.copyRows(0, 0, new DMatrixRMaj(9, 3), new DMatrixRMaj(4, 3)), "source=9x3");
  }
}
