// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolTest {
  private final Pool pool = new Pool();

  private int take(int elements) {
    return pool.take(elements, Precision.FLOAT64);
  }

  @Test
  void take_nothingFree_isANewPiece() {
    assertEquals(0, take(10));
    assertEquals(1, take(10));
    assertEquals(2, pool.pieces());
  }

  @Test
  void take_severalFit_isTheSmallest() {
    int large = take(20);
    int small = take(12);
    pool.release(small);
    pool.release(large);
    assertEquals(small, take(11));
    assertEquals(large, take(11));
  }

  @Test
  void take_severalOfOneSize_isTheOneGivenBackLast() {
    int first = take(8);
    int second = take(8);
    pool.release(first);
    pool.release(second);
    assertEquals(second, take(8));
    assertEquals(first, take(8));
  }

  @Test
  void take_moreThanTwiceAsLarge_isLeft() {
    pool.release(take(21));
    assertEquals(1, take(10));
    assertEquals(0, take(11));
  }

  @Test
  void take_sizeThatRanOut_goesOnToTheNext() {
    int small = take(10);
    int large = take(15);
    pool.release(small);
    take(10);
    pool.release(large);
    assertEquals(large, take(9));
    pool.release(small);
    assertEquals(small, take(10));
  }

  @Test
  void take_otherPrecision_isLeft() {
    pool.release(take(10));
    assertEquals(1, pool.take(10, Precision.FLOAT32));
    assertEquals(Precision.FLOAT32, pool.precision(1));
    assertEquals(10, pool.size(1));
  }

  @Test
  void starts_ofEachPrecision_lieOnLinesOf64Bytes() {
    take(9);
    pool.take(17, Precision.FLOAT32);
    take(8);
    pool.take(1, Precision.FLOAT32);
    Map<Precision, Integer> lengths = new EnumMap<>(Precision.class);
    lengths.put(Precision.FLOAT64, 1000);
    take(3);
    pool.take(16, Precision.FLOAT32);
    assertArrayEquals(new int[] {0, 0, 16, 17, 24, 32}, pool.starts(lengths));
    assertEquals(1000, lengths.get(Precision.FLOAT64));
    assertEquals(48, lengths.get(Precision.FLOAT32));
  }

  @Test
  void starts_ofPiecesShorterThanALine_straddleNone() {
    take(1);
    take(2);
    take(5);
    take(3);
    take(4);
    take(0);
    assertArrayEquals(new int[] {0, 2, 8, 16, 20, 24}, pool.starts(new EnumMap<>(Precision.class)));
  }

  @Test
  void takeForGood_holdsNoPieceThatIsTooLarge() {
    int large = take(15);
    pool.release(large);
    int kept = pool.takeForGood(10, Precision.FLOAT64);
    assertNotEquals(large, kept);
    assertEquals(10, pool.size(kept));
    assertEquals(large, take(10));
  }
}
