package manifest

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"jianbao/content/diag"
)

// decodeText turns the bytes of an article file into UTF-8 and reports every
// byte that has no meaning there. The source is returned even if ok is false;
// it then has U+FFFD at the bad places.
func decodeText(path string, raw []byte, enc string, log *diag.List) (src *diag.Source, ok bool) {
	if n := len(raw); n > 0 && raw[n-1] == 0x1A { // the end-of-file mark of DOS editors
		raw = raw[:n-1]
	}
	d := &textDecoder{src: &diag.Source{Path: path}, raw: raw, out: make([]byte, 0, len(raw)+len(raw)/2), log: log}
	d.decode(enc)
	d.src.Data = d.out
	d.checkCharacters()
	return d.src, d.bad == 0
}

// maxBadBytes is how many undecodable places of one file are reported: a file
// in the wrong encoding has nothing else.
const maxBadBytes = 10

type textDecoder struct {
	src  *diag.Source
	raw  []byte
	pos  int // in raw
	out  []byte
	log  *diag.List
	bad  int
	last diag.RawRun
}

// byteOrderMark returns the encoding a mark at the beginning names.
func byteOrderMark(b []byte) (enc string, size int) {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		return "utf-8", 3
	case bytes.HasPrefix(b, []byte("\xFF\xFE")), bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return "utf-16", 2
	case bytes.HasPrefix(b, []byte("\x84\x31\x95\x33")):
		return "gb18030", 4
	}
	return "", 0
}

func (d *textDecoder) decode(enc string) {
	mark, size := byteOrderMark(d.raw)
	bigEndian := mark == "utf-16" && d.raw[0] == 0xFE
	if enc == "auto" && mark != "" {
		enc = mark
	}
	if enc == mark {
		d.pos = size
	}
	if enc == "auto" {
		enc = d.guess()
	}
	if mark != "" && enc != mark {
		d.log.Add("encoding-mark", diag.Whole(d.src.Path), enc, mark)
		d.bad++
		return
	}
	switch enc {
	case "utf-8":
		d.utf8()
	case "utf-16":
		if mark == "" {
			bigEndian = bytes.Count(d.raw, []byte{0}) > 0 && evenZeros(d.raw) > oddZeros(d.raw)
		}
		d.utf16(bigEndian)
	case "gb18030":
		d.multibyte(gbLength, simplifiedchinese.GB18030, d.badGB)
	case "big5":
		d.multibyte(big5Length, traditionalchinese.Big5, d.badBig5)
	}
}

// guess chooses an encoding for a file that does not say.
func (d *textDecoder) guess() string {
	if len(d.raw)%2 == 0 && bytes.IndexByte(d.raw, 0) >= 0 && (evenZeros(d.raw) == 0) != (oddZeros(d.raw) == 0) {
		d.log.Add("encoding-guessed", diag.Whole(d.src.Path), "UTF-16")
		return "utf-16"
	}
	if utf8.Valid(d.raw) {
		return "utf-8"
	}
	if mostlyUTF8(d.raw) {
		return "utf-8" // a damaged file: show where
	}
	d.log.Add("encoding-guessed", diag.Whole(d.src.Path), "GB18030")
	if looksBig5(d.raw) {
		d.log.Add("encoding-big5", diag.Whole(d.src.Path))
	}
	return "gb18030"
}

func evenZeros(b []byte) int { return zeros(b, 0) }
func oddZeros(b []byte) int  { return zeros(b, 1) }

func zeros(b []byte, from int) (n int) {
	for i := from; i < len(b); i += 2 {
		if b[i] == 0 {
			n++
		}
	}
	return n
}

// mostlyUTF8 reports whether a text that is not valid UTF-8 has so many valid
// sequences of three or four bytes that it can be nothing else.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n >= 3:
			good++
		}
		i += n
	}
	return good > 20*bad
}

// looksBig5 compares how often the commonest characters occur when the bytes
// are read either way.
func looksBig5(b []byte) bool {
	const common = "的一是在不了有人中大上，。、"
	count := func(e encoding.Encoding, more string) (n int) {
		sample := b[:min(len(b), 1<<18)]
		text, _ := e.NewDecoder().Bytes(sample) // damage only lowers the count
		frequent := map[rune]bool{}
		for _, r := range common + more {
			frequent[r] = true
		}
		for _, r := range string(text) {
			if frequent[r] {
				n++
			}
		}
		return n
	}
	big5 := count(traditionalchinese.Big5, "國這個為來們說會過時")
	gb := count(simplifiedchinese.GB18030, "国这个为来们说会过时")
	return big5 >= 3 && big5 > 2*gb
}

// emit appends decoded text that stood in size bytes of the file.
func (d *textDecoder) emit(text []byte, size int) {
	run := diag.RawRun{Off: len(d.out), Raw: d.pos, Text: uint8(len(text)), File: uint8(size)}
	d.mark(run)
	d.out = append(d.out, text...)
	d.pos += size
}

// mark begins a new run of the map to the file unless the last one goes on.
func (d *textDecoder) mark(run diag.RawRun) {
	if l := d.last; len(d.src.Raw) > 0 && l.Text == run.Text && l.File == run.File && l.Text != 0 &&
		(run.Off-l.Off)%int(l.Text) == 0 && l.Raw+(run.Off-l.Off)/int(l.Text)*int(l.File) == run.Raw {
		return
	}
	d.src.Raw = append(d.src.Raw, run)
	d.last = run
}

// fail reports a place that has no meaning and puts U+FFFD there.
func (d *textDecoder) fail(code diag.Code, size int, args ...any) {
	off := len(d.out)
	if d.bad++; d.bad <= maxBadBytes {
		d.log.Add(code, diag.Span{Source: d.src, Start: off, End: off + 3}, args...)
	}
	d.emit([]byte("\uFFFD"), size)
}

func (d *textDecoder) utf8() {
	if d.pos == 0 && utf8.Valid(d.raw) {
		d.out = d.raw
		if d.out == nil {
			d.out = []byte{}
		}
		d.pos = len(d.raw)
		return
	}
	for d.pos < len(d.raw) {
		r, n := utf8.DecodeRune(d.raw[d.pos:])
		if r == utf8.RuneError && n == 1 {
			d.fail("text-invalid", 1, int(d.raw[d.pos]), d.pos, "UTF-8")
			continue
		}
		// One byte stands for itself, so that the whole text is one run.
		d.mark(diag.RawRun{Off: len(d.out), Raw: d.pos, Text: 1, File: 1})
		d.out = append(d.out, d.raw[d.pos:d.pos+n]...)
		d.pos += n
	}
}

func (d *textDecoder) utf16(bigEndian bool) {
	unit := func(i int) rune {
		if bigEndian {
			return rune(d.raw[i])<<8 | rune(d.raw[i+1])
		}
		return rune(d.raw[i+1])<<8 | rune(d.raw[i])
	}
	var buf [utf8.UTFMax]byte
	for d.pos < len(d.raw) {
		if d.pos+1 >= len(d.raw) {
			d.fail("text-invalid", 1, int(d.raw[d.pos]), d.pos, "UTF-16")
			return
		}
		r, size := unit(d.pos), 2
		if utf16.IsSurrogate(r) {
			if d.pos+3 < len(d.raw) {
				r, size = utf16.DecodeRune(r, unit(d.pos+2)), 4
			} else {
				r = utf8.RuneError
			}
			if r == utf8.RuneError {
				d.fail("text-invalid", 2, int(unit(d.pos)), d.pos, "UTF-16")
				continue
			}
		}
		if r == 0x1A && d.pos+size == len(d.raw) {
			d.pos += size
			return
		}
		d.emit(buf[:utf8.EncodeRune(buf[:], r)], size)
	}
}

// multibyte decodes a Chinese encoding. length gives the size of the character
// at the beginning of b, 0 if the bytes cannot begin one; bad is told what the
// library has no character for and answers one or reports it.
func (d *textDecoder) multibyte(length func(b []byte) int, enc encoding.Encoding, bad func(b []byte) rune) {
	dec := enc.NewDecoder()
	var buf [64]byte
	for d.pos < len(d.raw) {
		rest := d.raw[d.pos:]
		if c := rest[0]; c < utf8.RuneSelf {
			d.emit(rest[:1], 1)
			continue
		}
		size := length(rest)
		if size == 0 {
			d.fail("text-invalid", 1, int(rest[0]), d.pos, encodingName(enc))
			continue
		}
		n, _, err := dec.Transform(buf[:], rest[:size], true)
		text := buf[:n]
		if r, _ := utf8.DecodeRune(text); err != nil || n == 0 || r == utf8.RuneError {
			r = bad(rest[:size])
			if r == utf8.RuneError {
				continue
			}
			text = buf[:utf8.EncodeRune(buf[:], r)]
		}
		d.emit(text, size)
	}
}

func encodingName(enc encoding.Encoding) string {
	if enc == traditionalchinese.Big5 {
		return "Big5"
	}
	return "GB18030"
}

func big5Length(b []byte) int {
	if len(b) < 2 || b[0] < 0x81 || b[0] == 0xFF {
		return 0
	}
	if t := b[1]; t >= 0x40 && t <= 0x7E || t >= 0xA1 && t <= 0xFE {
		return 2
	}
	return 0
}

func (d *textDecoder) badBig5(b []byte) rune {
	code := int(b[0])<<8 | int(b[1])
	d.fail("text-unassigned", 2, code, "Big5", d.pos)
	return utf8.RuneError
}
