// Package charset decodes text files of the encodings that Chinese offices have used (UTF-8,
// UTF-16, GB18030, Big5), finds out which it is, and reports what is damaged, wrong or no
// text at all, each with its place in the file.
package charset

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"jianbao/content/diag"
)

// Auto is the encoding of a file that names none: that of its byte order mark, else UTF-8
// if it is valid, else UTF-16, GB18030 or Big5, whichever it looks like.
const Auto = "auto"

// Decode converts the bytes of a text file, called path in findings, to UTF-8: from Auto,
// "utf-8", "utf-16", "gb18030" or "big5". Undecodable bytes and unprintable characters are
// reported to log, and ok is false then; the source is returned even so, with U+FFFD in
// place of such bytes.
func Decode(path string, raw []byte, enc string, log *diag.List) (src *diag.Source, ok bool) {
	file := raw
	if n := len(raw); n > 0 && raw[n-1] == 0x1A { // the end-of-file mark of DOS editors
		raw = raw[:n-1]
	}
	d := &decoder{src: &diag.Source{Path: path}, raw: raw, valid: utf8.Valid(raw), out: []byte{}, log: log}
	if diag.MostlyZeros(raw) {
		log.Add("file-zeros", diag.Whole(path))
		d.bad++
	} else {
		d.decode(enc)
	}
	d.src.Data = d.out
	if !bytes.Equal(file, d.out) {
		d.src.File = file
	}
	d.bad += checkCharacters(d.src, d.bad > 0, d.log)
	if d.src.Encoding == "utf-8" {
		warnSevenBit(d.src, d.log)
	}
	return d.src, d.bad == 0
}

const (
	// maxBadBytes is the number of undecodable places reported per file: a file in
	// the wrong encoding has little else.
	maxBadBytes = 10
	// maxUndecoded is the number of undecodable places after which decoding stops.
	maxUndecoded = 1000
)

type decoder struct {
	src   *diag.Source
	raw   []byte
	valid bool // raw is valid UTF-8
	pos   int  // in raw
	out   []byte
	log   *diag.List
	bad   int
	last  diag.RawRun
	holds string // an encoding in which raw is known to be valid throughout
}

// byteOrderMark returns the encoding indicated by a byte order mark, and the
// mark's size.
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

func (d *decoder) decode(enc string) {
	mark, size := byteOrderMark(d.raw)
	bigEndian := mark == "utf-16" && d.raw[0] == 0xFE
	if enc == Auto && mark != "" {
		enc = mark
	}
	if enc == mark {
		d.pos = size
	}
	declared := enc != Auto
	if !declared {
		enc = d.guess()
	}
	if mark != "" && enc != mark {
		d.log.Add("encoding-mark", diag.Whole(d.src.Path), enc, mark)
		d.bad++
		return
	}
	if mark == "" {
		if other := d.otherThan(enc, declared); other != "" {
			d.log.Add("encoding-wrong", diag.Whole(d.src.Path), enc, other)
			d.bad++
			return
		}
		d.doubt(enc)
	}
	d.src.Encoding = enc
	d.read(enc, bigEndian)
}

// read decodes the rest of the file. bigEndian is the byte order of UTF-16.
func (d *decoder) read(enc string, bigEndian bool) {
	if enc != "utf-8" || !d.valid { // else the text is raw itself
		d.out = make([]byte, 0, len(d.raw)+len(d.raw)/2)
	}
	switch enc {
	case "utf-8":
		d.utf8()
	case "utf-16":
		if d.pos == 0 {
			bigEndian = looksBigEndian(d.raw)
		}
		d.utf16(bigEndian)
	case "gb18030":
		d.multibyte(gbLength, simplifiedchinese.GB18030, d.badGB)
	case "big5":
		d.multibyte(big5Length, traditionalchinese.Big5, d.badBig5)
	}
}

// emit appends text decoded from size bytes of the file.
func (d *decoder) emit(text []byte, size int) {
	run := diag.RawRun{Off: len(d.out), Raw: d.pos, Text: uint8(len(text)), File: uint8(size)}
	d.mark(run)
	d.out = append(d.out, text...)
	d.pos += size
}

// mark begins a new run of the map to the file, unless the last one can be
// extended.
func (d *decoder) mark(run diag.RawRun) {
	if l := d.last; len(d.src.Raw) > 0 && l.Text == run.Text && l.File == run.File && l.Text != 0 &&
		(run.Off-l.Off)%int(l.Text) == 0 && l.Raw+(run.Off-l.Off)/int(l.Text)*int(l.File) == run.Raw {
		return
	}
	d.src.Raw = append(d.src.Raw, run)
	d.last = run
}

// fail reports an undecodable place and appends U+FFFD.
func (d *decoder) fail(code diag.Code, size int, args ...any) {
	off := len(d.out)
	if d.bad++; d.bad <= maxBadBytes {
		d.log.Add(code, diag.Span{Source: d.src, Start: off, End: off + 3}, args...)
	}
	d.emit([]byte("\uFFFD"), size)
	if d.bad >= maxUndecoded {
		d.pos = len(d.raw)
	}
}

func (d *decoder) utf8() {
	if d.pos == 0 && d.valid {
		d.out = d.raw
		if d.out == nil {
			d.out = []byte{}
		}
		d.pos = len(d.raw)
		return
	}
	damaged := mostlyUTF8(d.raw)
	for d.pos < len(d.raw) {
		r, n := utf8.DecodeRune(d.raw[d.pos:])
		if r == utf8.RuneError && n == 1 {
			if damaged {
				n = brokenSize(d.raw[d.pos:])
				d.fail("text-damaged", n, n, d.pos)
			} else {
				d.fail("text-invalid", 1, int(d.raw[d.pos]), d.pos, "UTF-8")
			}
			continue
		}
		// Bytes map to themselves, so that the text is one run.
		d.mark(diag.RawRun{Off: len(d.out), Raw: d.pos, Text: 1, File: 1})
		d.out = append(d.out, d.raw[d.pos:d.pos+n]...)
		d.pos += n
	}
}

func (d *decoder) utf16(bigEndian bool) {
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

// multibyte decodes a Chinese encoding. length returns the size of the
// character at the beginning of b, 0 if there is none; bad is called for
// characters that the library cannot decode, and returns the character or
// reports an error.
func (d *decoder) multibyte(length func(b []byte) int, enc encoding.Encoding, bad func(b []byte) rune) {
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

func (d *decoder) badBig5(b []byte) rune {
	code := int(b[0])<<8 | int(b[1])
	d.fail("text-unassigned", 2, code, "Big5", d.pos)
	return utf8.RuneError
}
