// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static org.ejgrad.models.data.DataFiles.assertFault;
import static org.ejgrad.models.data.DataFiles.gzip;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.ejgrad.ops.random.CounterRandom;
import org.junit.jupiter.api.Test;

class GzipStreamTest {
  private static final Path FILE = Path.of("data.gz");
  private static final byte[] TEXT = "gradient, gradient".getBytes(StandardCharsets.US_ASCII);

  private static byte[] unpack(byte[] packed) throws IOException {
    try (InputStream stream = new GzipStream(FILE, new ByteArrayInputStream(packed))) {
      return stream.readAllBytes();
    }
  }

  private static byte[] changed(byte[] packed, int index, int value) {
    byte[] copy = packed.clone();
    copy[index] = (byte) value;
    return copy;
  }

  @Test
  void read_unpacksWhatWasPacked() throws IOException {
    byte[] noise = new byte[100_000];
    CounterRandom random = CounterRandom.of(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) random.intBelow(i, 200);
    }
    for (byte[] content : new byte[][] {{}, TEXT, new byte[70_000], noise}) {
      assertArrayEquals(content, unpack(gzip(content)));
    }
  }

  @Test
  void read_byteByByte_endsOnce() throws IOException {
    try (InputStream stream = new GzipStream(FILE, new ByteArrayInputStream(gzip(TEXT)))) {
      for (byte expected : TEXT) {
        assertEquals(expected, stream.read());
      }
      assertEquals(-1, stream.read());
      assertEquals(-1, stream.read());
      assertEquals(0, stream.read(new byte[1], 0, 0));
    }
  }

  @Test
  void header_optionalParts_areSkippedAndChecked() throws IOException {
    byte[] plain = gzip(TEXT);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.write(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
    header.write(new byte[] {2, 0, 'x', 'y'});
    header.write("name\0comment\0".getBytes(StandardCharsets.US_ASCII));
    CRC32 sum = new CRC32();
    sum.update(header.toByteArray());
    int checksumAt = header.size();
    header.write((int) sum.getValue());
    header.write((int) sum.getValue() >> 8);
    header.write(plain, 10, plain.length - 10);
    byte[] full = header.toByteArray();
    assertArrayEquals(TEXT, unpack(full));
    byte[] broken = changed(full, checksumAt, full[checksumAt] + 1);
    assertFault(() -> unpack(broken), "data.gz, byte", "the gzip header's checksum must match");
  }

  @Test
  void anyPrefix_isAFault() {
    byte[] packed = gzip(TEXT);
    for (int length = 0; length < packed.length; length++) {
      byte[] prefix = Arrays.copyOf(packed, length);
      DataFormatException fault = assertFault(() -> unpack(prefix), "must be whole");
      assertEquals(OptionalLong.of(length), fault.byteOffset());
    }
  }

  @Test
  void anySingleBitFlip_isAFaultOrHarmless() throws IOException {
    byte[] packed = gzip(TEXT);
    int faults = 0;
    for (int bit = 0; bit < packed.length * 8; bit++) {
      byte[] flipped = changed(packed, bit / 8, packed[bit / 8] ^ (1 << bit % 8));
      try {
        assertArrayEquals(TEXT, unpack(flipped));
      } catch (DataFormatException e) {
        faults++;
      }
    }
    // Harmless are only the text flag and the six bytes of time, level and system, which none uses,
    // and padding after the last block.
    assertTrue(faults >= (packed.length - 6) * 8 - 8, faults + " of " + packed.length * 8);
  }

  @Test
  void bytesAfterTheTrailer_areAFault() {
    byte[] packed = gzip(TEXT);
    byte[] oneMore = Arrays.copyOf(packed, packed.length + 1);
    assertFault(() -> unpack(oneMore), "byte " + packed.length, "nothing may follow");
    byte[] twice = Arrays.copyOf(packed, 2 * packed.length);
    System.arraycopy(packed, 0, twice, packed.length, packed.length);
    assertFault(() -> unpack(twice), "nothing may follow the first gzip member");
  }

  @Test
  void trailer_wrongSumOrLength_isAFault() {
    byte[] packed = gzip(TEXT);
    int end = packed.length;
    assertFault(() -> unpack(changed(packed, end - 8, packed[end - 8] + 1)), "checksum must match");
    assertFault(
        () -> unpack(changed(packed, end - 4, 99)),
        "length must match",
        "got 99 declared, " + TEXT.length + " unpacked");
  }

  @Test
  void header_wrongValues_areFaults() {
    byte[] packed = gzip(TEXT);
    assertFault(() -> unpack(changed(packed, 0, 0)), "must start with 1f 8b");
    assertFault(() -> unpack(changed(packed, 2, 9)), "method must be 8 (deflate), got 9");
    assertFault(() -> unpack(changed(packed, 3, 0x80)), "reserved gzip flags must be 0");
    assertFault(() -> unpack(changed(packed, 10, 7)), "gzip data must be valid");
  }

  @Test
  void close_ofAFaultyStream_closesTheSource() {
    boolean[] closed = {false};
    InputStream source =
        new ByteArrayInputStream(changed(gzip(TEXT), 10, 7)) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    assertThrows(
        DataFormatException.class,
        () -> {
          try (InputStream stream = new GzipStream(FILE, source)) {
            stream.readAllBytes();
          }
        });
    assertTrue(closed[0]);
  }
}
