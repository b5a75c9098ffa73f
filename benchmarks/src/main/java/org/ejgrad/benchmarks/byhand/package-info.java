// SPDX-License-Identifier: Apache-2.0
/**
 * Derivatives written out by hand. Networks are written once over {@link
 * org.ejgrad.benchmarks.byhand.Loops}, whose plain form is here and whose form for SIMD and
 * OpenBLAS is compiled apart; what is nothing but loops is here in plain Java.
 */
@NullMarked
package org.ejgrad.benchmarks.byhand;

import org.jspecify.annotations.NullMarked;
