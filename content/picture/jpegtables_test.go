package picture

import (
	"bytes"
	"strings"
	"testing"
)

// segmentsOf returns the segments of a JPEG file, each with the coded data that
// follow it, and the file's first bytes.
func segmentsOf(t *testing.T, data []byte) [][]byte {
	t.Helper()
	list := [][]byte{data[:2]}
	for at := 2; ; {
		s, err := nextSegment(data, at, false)
		if err != nil {
			t.Fatal(err)
		}
		if s == nil || s.marker == mEOI {
			return append(list, data[at:])
		}
		if at = s.end; s.marker == mSOS {
			at = scanEnd(data, s.end)
		}
		list = append(list, data[s.start:at])
	}
}

// TestJPEGTables changes the tables of sound pictures: a scan that uses one that
// is missing, misnumbered or against the standard is damaged, as PDF readers take
// it, in sequential and progressive files.
func TestJPEGTables(t *testing.T) {
	remove := func(s []byte) []byte { return nil }
	at := func(i int, v byte) func([]byte) []byte {
		return func(s []byte) []byte {
			s = bytes.Clone(s)
			s[i] = v
			return s
		}
	}
	set := func(class byte, change func([]byte) []byte) func([]byte) []byte { // of the tables of a class
		return func(s []byte) []byte {
			if s[4]>>4 != class {
				return s
			}
			return change(s)
		}
	}
	tests := []struct {
		name   string
		marker byte
		change func([]byte) []byte
		want   string
	}{
		{"no quantization", mDQT, remove, "JPEG scan without quantization table 0"},
		{"quantization 3", mDQT, at(4, 3), "JPEG scan without quantization table 0"},
		{"quantization 4", mDQT, at(4, 4), "JPEG quantization table"},
		{"precision 2", mDQT, at(4, 0x20), "JPEG quantization table"},
		{"zero", mDQT, at(4+20, 0), "JPEG quantization table"},
		{"short quantization", mDQT, func(s []byte) []byte { return append([]byte{0xff, mDQT, 0, 60}, s[4:62]...) }, "JPEG quantization table"},
		{"no Huffman", mDHT, remove, "JPEG scan without DC Huffman table 0"},
		{"no DC", mDHT, set(0, remove), "JPEG scan without DC Huffman table 0"},
		{"no AC", mDHT, set(1, remove), "JPEG scan without AC Huffman table 0"},
		{"Huffman 3", mDHT, set(0, at(4, 3)), "JPEG scan without DC Huffman table 0"},
		{"class 2", mDHT, at(4, 0x20), "JPEG Huffman table"},
		{"too many codes", mDHT, at(5, 3), "JPEG Huffman table"},
		{"short Huffman", mDHT, func(s []byte) []byte { return append([]byte{0xff, mDHT, 0, 12}, s[4:14]...) }, "JPEG Huffman table"},
		{"DC symbol", mDHT, set(0, func(s []byte) []byte { return at(4+17, 0x1f)(s) }), "JPEG scan without DC Huffman table 0"},
		{"frame", mSOF0, at(4+8, 4), ""},
		{"frame", mSOF0, at(4+8, 2), "JPEG scan without quantization table 2"},
	}
	for _, name := range []string{"gray.jpg", "rgb-444.jpg", "rgb-420.jpg", "rgb-progressive.jpg", "gray-progressive.jpg", "cmyk-adobe.jpg", "cmyk-progressive.jpg"} {
		data := fixture(t, name)
		parts := segmentsOf(t, data)
		if joined := bytes.Join(parts, nil); !bytes.Equal(joined, data) {
			t.Fatalf("%s is not the sum of its segments", name)
		}
		for _, tt := range tests {
			var out []byte
			changed := false
			for _, s := range parts {
				if is := len(s) > 1 && s[0] == 0xff && (s[1] == tt.marker || tt.marker == mSOF0 && s[1] == mSOF2); is {
					was := s
					s = tt.change(s)
					changed = changed || !bytes.Equal(was, s)
				}
				out = append(out, s...)
			}
			im, err := Open(name, out)
			if err == nil {
				err = im.Verify()
			}
			switch {
			case !changed:
				t.Errorf("%s, %s: nothing to change", name, tt.name)
			case err == nil || err.(*Error).Reason != "damaged" && err.(*Error).Reason != "unsupported":
				t.Errorf("%s, %s: %v", name, tt.name, err)
			case !strings.Contains(err.Error(), tt.want) && !strings.Contains(name, "progressive"):
				t.Errorf("%s, %s: %v, want %s", name, tt.name, err, tt.want)
			}
		}
		// Tables that follow the first scan come too late.
		var early, late [][]byte
		for i, s := range parts {
			if len(s) > 1 && s[1] == mDQT {
				late = append(late, s)
			} else if early = append(early, s); len(s) > 1 && s[1] == mSOS && late != nil {
				early = append(append(early, late...), parts[i+1:]...)
				break
			}
		}
		if _, err := Open(name, bytes.Join(early, nil)); err == nil || !strings.Contains(err.Error(), "without quantization table") {
			t.Errorf("%s with late tables: %v", name, err)
		}
	}
}
