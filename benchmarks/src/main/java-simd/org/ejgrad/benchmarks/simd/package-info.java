// SPDX-License-Identifier: Apache-2.0
/** The loops by hand with the Vector API, and OpenBLAS for products; compiled apart. */
@NullMarked
package org.ejgrad.benchmarks.simd;

import org.jspecify.annotations.NullMarked;
