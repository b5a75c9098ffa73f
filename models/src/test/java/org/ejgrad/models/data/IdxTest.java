// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static org.ejgrad.models.data.DataFiles.allocatedDuring;
import static org.ejgrad.models.data.DataFiles.assertContains;
import static org.ejgrad.models.data.DataFiles.assertFault;
import static org.ejgrad.models.data.DataFiles.assertRejects;
import static org.ejgrad.models.data.DataFiles.gzip;
import static org.ejgrad.models.data.DataFiles.idx;
import static org.ejgrad.models.data.DataFiles.real;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
  private static final int UBYTE = 8;
  private static final byte[] IMAGES =
      idx(UBYTE, new int[] {2, 2, 3}, new byte[] {0, -1, 51, -128, 1, 2, 3, 4, 5, 6, 7, -2});
  private static final byte[] LABELS = idx(UBYTE, new int[] {2}, (byte) 1, (byte) 0);

  @TempDir private Path folder = Path.of("");

  private Path file(String name, byte[] content) {
    return DataFiles.write(folder, name, content);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void dataset_scalesPixelsAndKeepsLabels(boolean packed) {
    Path images = file("images", packed ? gzip(IMAGES) : IMAGES);
    Path labels = file("labels", packed ? gzip(LABELS) : LABELS);
    Dataset data = Idx.dataset(images, labels, List.of("no", "yes"));
    assertEquals(2, data.size());
    assertEquals(6, data.featureCount());
    assertEquals(List.of("no", "yes"), data.classNames());
    assertEquals("pixel5", data.featureNames().get(5));
    double[] first = {0, 1, 0.2, 128 / 255.0, 1 / 255.0, 2 / 255.0};
    assertArrayEquals(first, Arrays.copyOf(data.features().data, 6));
    assertEquals(254 / 255.0, data.features().get(1, 5));
    assertArrayEquals(new double[] {1, 0}, data.targets().data);
  }

  @Test
  void dataset_countOfClasses_namesThemByNumber() {
    Dataset data = Idx.dataset(file("i", IMAGES), file("l", LABELS), 3);
    assertEquals(List.of("0", "1", "2"), data.classNames());
  }

  @Test
  void images_ofRanksTwoAndFour() {
    DMatrixRMaj flat = Idx.images(file("flat", idx(UBYTE, new int[] {1, 2}, (byte) 0, (byte) 51)));
    assertArrayEquals(new double[] {0, 0.2}, flat.data);
    DMatrixRMaj colour = Idx.images(file("c", idx(UBYTE, new int[] {2, 1, 2, 3}, new byte[12])));
    assertEquals(6, colour.numCols);
  }

  @Test
  void anyPrefix_plainOrPacked_isAFault() {
    for (byte[] whole : new byte[][] {IMAGES, gzip(IMAGES)}) {
      for (int length = 0; length < whole.length; length++) {
        Path path = file("prefix", Arrays.copyOf(whole, length));
        DataFormatException fault = assertFault(() -> Idx.images(path), path.toString());
        assertTrue(fault.byteOffset().orElseThrow() <= length, fault::getMessage);
      }
    }
  }

  @Test
  void anyPrefixOfTheContent_wellPacked_isAFaultAtItsEnd() {
    for (int length = 0; length < IMAGES.length; length++) {
      Path path = file("prefix.gz", gzip(Arrays.copyOf(IMAGES, length)));
      DataFormatException fault = assertFault(() -> Idx.images(path), "must be whole");
      assertEquals(OptionalLong.of(length), fault.byteOffset());
    }
  }

  @Test
  void trailingBytes_areAFault() {
    byte[] longer = Arrays.copyOf(IMAGES, IMAGES.length + 1);
    assertFault(
        () -> Idx.images(file("i", longer)), "got 28 bytes declared, 29 present", "byte 28");
    assertFault(
        () -> Idx.images(file("i.gz", gzip(longer))), "must end after the 12 entries", "byte 28");
    byte[] packed = gzip(IMAGES);
    byte[] followed = Arrays.copyOf(packed, packed.length + 3);
    assertFault(() -> Idx.images(file("f.gz", followed)), "nothing may follow");
  }

  @Test
  void header_wrongValues_areFaultsAtTheirByte() {
    assertFault(() -> read(changed(0, 1)), "byte 0", "two zero bytes, got 1 0");
    assertFault(() -> read(changed(1, 7)), "two zero bytes, got 0 7");
    assertFault(() -> read(changed(2, 0x0d)), "byte 2", "got 13 (floats)");
    assertFault(() -> read(changed(2, 0x09)), "got 9 (signed bytes)");
    assertFault(() -> read(changed(2, 0x0b)), "got 11 (shorts)");
    assertFault(() -> read(changed(2, 0x0c)), "got 12 (ints)");
    assertFault(() -> read(changed(2, 0x0e)), "got 14 (doubles)");
    assertFault(() -> read(changed(2, 0x55)), "got unknown code 85");
    assertFault(() -> read(changed(3, 0)), "byte 3", "rank must be from 2 to 4, got 0");
    assertFault(() -> read(changed(3, 1)), "got 1");
    assertFault(() -> read(changed(3, 5)), "got 5");
    assertFault(() -> read(changed(3, 255)), "got 255");
    assertFault(() -> read(changed(7, 0)), "at least 1, got a 0");
    assertFault(() -> read(changed(11, 0)), "at least 1, got a 0");
    assertFault(() -> read(changed(7, 3)), "got 34 bytes declared, 28 present");
    assertFault(() -> read(changed(7, 1)), "got 22 bytes declared, 28 present");
    Path images = file("images", IMAGES);
    assertFault(() -> Idx.labels(images, 2), "rank must be from 1 to 1, got 3");
  }

  private static byte[] changed(int index, int value) {
    byte[] copy = IMAGES.clone();
    copy[index] = (byte) value;
    return copy;
  }

  private DMatrixRMaj read(byte[] content) {
    return Idx.images(file("changed", content));
  }

  @Test
  void sizes_whoseProductOverflows_areFaults() {
    int[][] overflowing = {
      {-1, -1, -1, -1},
      {1 << 16, 1 << 16},
      {1 << 16, 1 << 16, 1 << 16, 1 << 16},
      {1 << 31, 1},
      {1, 1 << 31, 1 << 31, 1 << 31},
      {Integer.MAX_VALUE, Integer.MAX_VALUE, 2, 1},
      {3, 715827883},
    };
    for (int[] sizes : overflowing) {
      Path plain = file("plain", idx(UBYTE, sizes, new byte[4]));
      assertFault(() -> Idx.images(plain), "must multiply to at most 2147483639");
      Path packed = file("packed", gzip(idx(UBYTE, sizes, new byte[4])));
      assertFault(() -> Idx.images(packed), "must multiply to at most 2147483639");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void hugeDeclaredSize_allocatesNothingLarge(boolean packed) {
    byte[] liar = idx(UBYTE, new int[] {2_000_000, 1000}, new byte[100]);
    Path path = file("liar", packed ? gzip(liar) : liar);
    assertThrows(DataFormatException.class, () -> Idx.images(path)); // loads classes
    long bytes =
        allocatedDuring(() -> assertThrows(DataFormatException.class, () -> Idx.images(path)));
    // Two buffers of 64 KiB and small change; the lie would have cost 16 GB.
    assertTrue(bytes < 300_000, () -> bytes + " bytes allocated");
  }

  @Test
  void bomb_moreThanDeclared_isStoppedAfterOneByte() {
    byte[] bomb = Arrays.copyOf(idx(UBYTE, new int[] {2, 5}), 20 << 20);
    Path path = file("bomb.gz", gzip(bomb));
    long bytes =
        allocatedDuring(() -> assertFault(() -> Idx.images(path), "must end after the 10 entries"));
    assertTrue(bytes < 1_000_000, () -> bytes + " bytes allocated");
  }

  @Test
  void bomb_honestButBeyondTheHeap_isAFault() {
    // Three quarters of the heap are allowed; at eight bytes a number this is a row more.
    long heap = Runtime.getRuntime().maxMemory();
    assumeTrue(heap < 8L << 30, "skipped: too much to pack for a heap of 8 GiB or more");
    int rows = (int) (heap / 8 * 3 / 4 / 1000) + 1;
    byte[] header = idx(UBYTE, new int[] {rows, 1000});
    Path path = file("honest.gz", gzip(header, rows * 1000));
    long bytes = allocatedDuring(() -> assertFault(() -> Idx.images(path), "must fit the heap"));
    assertTrue(bytes < 1_000_000, () -> bytes + " bytes allocated");
  }

  @Test
  void fileThatChangesAfterItsCheck_isAFault() {
    Path path = file("images", IMAGES);
    IdxFile checked = IdxFile.check(path, 2, 4);
    file("images", changed(7, 1));
    assertFault(() -> checked.read((index, value) -> {}), "must not change while it is read");
    file("images", Arrays.copyOf(IMAGES, 20));
    assertFault(() -> checked.read((index, value) -> {}), "got 12 entries declared, 4 present");
    file("images", Arrays.copyOf(IMAGES, 30));
    assertFault(() -> checked.read((index, value) -> {}), "must end after the 12 entries");
  }

  @Test
  void mutations_neverEscapeTheDocumentedException() {
    int faults = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] mutant = i % 2 == 0 ? IMAGES.clone() : gzip(IMAGES);
      CounterRandom random = CounterRandom.of(i);
      for (int k = 0; k <= random.intBelow(0, 3); k++) {
        mutant[random.intBelow(2 * k + 1, mutant.length)] = (byte) random.intBelow(2 * k + 2, 256);
      }
      try {
        assertEquals(12, Idx.images(file("mutant", mutant)).getNumElements());
      } catch (DataFormatException e) {
        faults++;
      }
    }
    assertTrue(faults > 1000, faults + " of 2000 mutants were found faulty");
  }

  @Test
  void heapBound_allowsWhatFits() {
    assertTrue(HeapBound.allows(1000));
    assertFalse(HeapBound.allows(Runtime.getRuntime().maxMemory() / 8));
    assertFalse(HeapBound.allows(1L << 31));
  }

  @Test
  void labels_beyondTheClasses_areFaultsAtTheirByte() {
    Path labels = file("labels", idx(UBYTE, new int[] {3}, (byte) 0, (byte) 9, (byte) 1));
    assertFault(() -> Idx.labels(labels, 9), "byte 9", "below 9, the number of classes, got 9");
    assertEquals(9, Idx.labels(labels, 10).get(1, 0));
  }

  @Test
  void labels_otherCountThanImages_areAFaultBeforeReading() {
    Path images = file("images", IMAGES);
    Path three = file("three", idx(UBYTE, new int[] {3}, new byte[3]));
    assertFault(
        () -> Idx.dataset(images, three, 2), "as many labels as images, got 3 labels, 2 images");
  }

  @Test
  void missingFileOrFolder_isAnIoError() {
    Path missing = folder.resolve("none");
    UncheckedIOException failure =
        assertThrows(UncheckedIOException.class, () -> Idx.images(missing));
    assertContains(failure, "read " + missing, "the file must exist");
    assertContains(
        assertThrows(UncheckedIOException.class, () -> Idx.images(folder)), "must be readable");
  }

  @Test
  void classCount_outOfRange_isRejected() {
    Path labels = file("labels", LABELS);
    assertRejects(() -> Idx.labels(labels, 0), "from 1 to 256, got 0");
    assertRejects(() -> Idx.dataset(labels, labels, 257), "from 1 to 256, got 257");
    assertRejects(() -> Idx.dataset(labels, labels, List.of()), "got 0");
  }

  @Test
  void mnist_tenThousandDigits() {
    Dataset data =
        Idx.dataset(
            real("mnist-10k/t10k-images-idx3-ubyte.gz"),
            real("mnist-10k/t10k-labels-idx1-ubyte.gz"),
            10);
    assertEquals(10_000, data.size());
    assertEquals(784, data.featureCount());
    int[] counts = new int[10];
    for (int row = 0; row < data.size(); row++) {
      counts[data.classOf(row)]++;
    }
    // The class counts of MNIST's test half; its first image is a 7.
    assertArrayEquals(new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, counts);
    assertEquals(7, data.classOf(0));
    double mean = Arrays.stream(data.features().data).sum() / data.features().data.length;
    assertEquals(0.1325, mean, 5e-4); // published to four digits
    assertEquals(2115, data.onlyClasses(0, 1).size());
  }
}
