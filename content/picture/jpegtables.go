package picture

import "fmt"

// jpegTables records which tables a JPEG file has defined so far (ITU-T T.81
// B.2.4). Readers of PDF decode a picture with other programs than this one and
// drop one whose scan uses a table that was not defined before it.
type jpegTables struct {
	quant   [4]bool
	huffman [2][4]huffmanTable // class 0: of DC, 1: of AC coefficients
}

type huffmanTable struct {
	defined bool
	largest byte   // symbol
	counts  []byte // of codes of 1 to 16 bits
	symbols []byte // by their codes
}

// addQuantization reads a DQT segment (T.81 B.2.4.1). A table has 64 values
// other than 0.
func (t *jpegTables) addQuantization(body []byte) bool {
	for len(body) > 0 {
		precision, id := body[0]>>4, body[0]&15
		size := 64 * (1 + int(precision))
		if precision > 1 || id > 3 || len(body) < 1+size {
			return false
		}
		for i := 1; i <= size; i += 1 + int(precision) {
			if body[i] == 0 && (precision == 0 || body[i+1] == 0) {
				return false
			}
		}
		t.quant[id] = true
		body = body[1+size:]
	}
	return true
}

// addHuffman reads a DHT segment (T.81 B.2.4.2): for each table how many codes
// of 1 to 16 bits there are, and their symbols. There cannot be more codes of a
// length than shorter ones leave room for.
func (t *jpegTables) addHuffman(body []byte) bool {
	for len(body) > 0 {
		class, id := body[0]>>4, body[0]&15
		if class > 1 || id > 3 || len(body) < 17 {
			return false
		}
		count, free := 0, 1
		for _, n := range body[1:17] {
			free = 2*free - int(n)
			count += int(n)
			if free < 0 {
				return false
			}
		}
		if count > 256 || len(body) < 17+count {
			return false
		}
		h := huffmanTable{defined: true, counts: body[1:17], symbols: body[17 : 17+count]}
		for _, symbol := range body[17 : 17+count] {
			h.largest = max(h.largest, symbol)
		}
		t.huffman[class][id] = h
		body = body[17+count:]
	}
	return true
}

// maxUnit is how many blocks the components of a scan may have together in one
// of its units (T.81 B.2.3).
const maxUnit = 10

// missing returns what a scan uses and the file has not defined before it, or
// defines against the standard; "" if there is nothing.
func (j *jpegInfo) missing(s *jpegScan) string {
	unit := 0
	for _, c := range s.components {
		comp := &j.comps[c.index]
		unit += comp.h * comp.v
		if !j.tables.quant[comp.quant] {
			return fmt.Sprintf("quantization table %d", comp.quant)
		}
		// A scan that refines DC coefficients has bits and no codes (T.81 G.1.2.1).
		if dc := j.tables.huffman[0][c.dc]; s.from == 0 && s.high == 0 && (!dc.defined || dc.largest > 15) {
			return fmt.Sprintf("DC Huffman table %d", c.dc)
		}
		if s.to > 0 && !j.tables.huffman[1][c.ac].defined {
			return fmt.Sprintf("AC Huffman table %d", c.ac)
		}
	}
	if len(s.components) > 1 && unit > maxUnit {
		return fmt.Sprintf("unit of at most %d blocks", maxUnit)
	}
	return ""
}

// jpegScan is the header of a scan (T.81 B.2.3).
type jpegScan struct {
	components []scanComponent
	from, to   byte // coefficients in zigzag order
	high, low  int8 // bits known before, and after
}

// scanComponent is a component of a scan with the Huffman tables it uses.
type scanComponent struct {
	index  int // in jpegInfo.comps
	dc, ac byte
}

// readScan reads the header of a scan; nil if it is wrong.
func (j *jpegInfo) readScan(body []byte) *jpegScan {
	if len(body) < 1 || len(body) != 4+2*int(body[0]) || body[0] == 0 {
		return nil
	}
	s := &jpegScan{from: body[len(body)-3], to: body[len(body)-2], high: int8(body[len(body)-1] >> 4), low: int8(body[len(body)-1] & 15)}
	if j.process != mSOF2 {
		s.from, s.to, s.high, s.low = 0, 63, 0, 0
	}
	if s.from > s.to || s.to > 63 || s.low > 13 || s.high != 0 && s.high != s.low+1 {
		return nil
	}
	if j.process == mSOF2 && (s.from == 0 && s.to > 0 || s.from > 0 && body[0] > 1) {
		return nil // DC and AC coefficients have scans of their own (T.81 G.1.1.1.1)
	}
	for c := body[1 : len(body)-3]; len(c) > 0; c = c[2:] {
		index := -1
		for i := range j.comps {
			if j.comps[i].id == c[0] {
				index = i
			}
		}
		if index < 0 || c[1]>>4 > 3 || c[1]&15 > 3 {
			return nil
		}
		s.components = append(s.components, scanComponent{index, c[1] >> 4, c[1] & 15})
	}
	return s
}
