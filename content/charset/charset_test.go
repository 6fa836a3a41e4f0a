package charset

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"jianbao/content/diag"
)

func encode(t *testing.T, enc encoding.Encoding, s string) string {
	t.Helper()
	b, err := enc.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func utf16Bytes(s string, bigEndian bool) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		if bigEndian {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return string(b)
}

// found returns codes with their first argument and their byte offset in the
// file.
func found(log *diag.List) string {
	var out []string
	for _, d := range log.Items() {
		s := string(d.Code)
		if d.Span.Source.Data != nil {
			s += fmt.Sprintf("@%d", d.Span.Source.RawOffset(d.Span.Start))
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestDecode(t *testing.T) {
	gb := func(s string) string { return encode(t, simplifiedchinese.GB18030, s) }
	big5 := func(s string) string { return encode(t, traditionalchinese.Big5, s) }
	const copySC = "我国的生态环境，在保护中发展，是不可少的。"
	const copyTC = "我國的生態環境，在保護中發展，是不可少的。這個為上"
	for _, c := range []struct {
		name, raw, enc, want, found string
	}{
		{"empty", "", "auto", "", ""},
		{"UTF-8", "甲𬬱\uE000", "auto", "甲𬬱\uE000", ""},
		{"UTF-8 with a mark", "\uFEFF甲", "auto", "甲", ""},
		{"UTF-8 with a mark, named", "\uFEFF甲", "utf-8", "甲", ""},
		{"GB18030", gb(copySC), "auto", copySC, "encoding-guessed"},
		{"GB18030 named", gb("甲𬬱€ḿ") + "\x80", "gb18030", "甲𬬱€ḿ€", ""},
		{"GB18030 with a mark", "\x84\x31\x95\x33" + gb("甲"), "auto", "甲", ""},
		{"Big5", big5(copyTC), "big5", copyTC, ""},
		{"Big5, two characters for one code", "\x88\x62", "big5", "\u00CA\u0304", ""},
		{"UTF-16 little endian", "\xFF\xFE" + utf16Bytes("甲𬬱a", false), "auto", "甲𬬱a", ""},
		{"UTF-16 big endian", "\xFE\xFF" + utf16Bytes("甲𬬱a", true), "utf-16", "甲𬬱a", ""},
		{"UTF-16 without a mark", utf16Bytes("甲a", false), "utf-16", "甲a", ""},
		{"UTF-16 without a mark, big endian", utf16Bytes("甲a", true), "utf-16", "甲a", ""},
		{"UTF-16 without a mark or name", utf16Bytes("甲a\n", false), "auto", "甲a\n", "encoding-guessed"},
		{"half a unit", "\xFF\xFEa\x00b", "auto", "a\uFFFD", "text-invalid@4"},
		{"half a pair", "\xFF\xFE\x00\xD8a\x00", "auto", "\uFFFDa", "text-invalid@2"},
		{"half a pair at the end", "\xFF\xFEa\x00\x00\xD8", "auto", "a\uFFFD", "text-invalid@4"},
		{"1A at the end", "甲\n\x1A", "auto", "甲\n", ""},
		{"1A at the end of UTF-16", "\xFF\xFEa\x00\x1A\x00", "auto", "a", ""},
		{"1A elsewhere", "甲\x1A乙", "auto", "甲\x1A乙", "text-control@3"},
		{"one bad byte in UTF-8", copySC + "\xFF" + copySC, "auto", copySC + "\uFFFD" + copySC, "text-damaged@63"},
		{"a short text that was cut off", "放水已定"[:11], "auto", "放水已\uFFFD", "text-damaged@9"},
		{"a text that was cut off", "关于放水的通知"[:20], "auto", "关于放水的通\uFFFD", "text-damaged@18"},
		{"a text with a cut and a stray byte", "关于放水的\xE9\x80知\x80，请各村照办", "auto", "关于放水的\uFFFD知\uFFFD，请各村照办", "text-damaged@15 text-damaged@20"},
		{"a bad byte, named", "甲\x80", "utf-8", "甲\uFFFD", "text-invalid@3"},
		{"a character lost before", "甲\uFFFD", "auto", "甲\uFFFD", "text-replacement@3"},
		{"a character lost before, in GB18030", "\xBC\xD7\x84\x31\xA4\x37", "gb18030", "甲\uFFFD", "text-unassigned@2"},
		{"controls", "a\x00\x07\x7F\u0085\t\f\v", "auto", "a\x00\x07\x7F\u0085\t\f\v", "text-control@1 text-control@2 text-control@3 text-line-end@4 text-vertical-tab@8"},
		{"UTF-8 read as Latin-1", "\u00e7\u009f\u00b3\u00e5\u00a1\u0098\u0007", "auto", "\u00e7\u009f\u00b3\u00e5\u00a1\u0098\u0007", "text-misread@2 text-control@12"},
		{"UTF-8 read as GBK", "首行\n" + asGBK("县里开会部署抗旱工作，请各站备好水泵") + "\n甲\uFFFD乙", "auto", "首行\n" + asGBK("县里开会部署抗旱工作，请各站备好水泵") + "\n甲\uFFFD乙", "text-misread-gbk@7 text-replacement@" + strconv.Itoa(8+len(asGBK("县里开会部署抗旱工作，请各站备好水泵"))+3)},
		{"separators and noncharacters", "\u2028\uFDD0\U0001FFFE", "auto", "\u2028\uFDD0\U0001FFFE", "text-line-end@0 text-control@3 text-control@6"},
		{"user-defined and unassigned", "\xBC\xD7\xAA\xA1\xA2\xAB\xFF", "gb18030", "甲\uFFFD\uFFFD\uFFFD", "text-user-defined@2 text-unassigned@4 text-invalid@6"},
		{"cut off", "\xBC\xD7\xBC", "gb18030", "甲\uFFFD", "text-invalid@2"},
		{"four bytes of nothing", "\xE3\x32\x9A\x36", "gb18030", "\uFFFD", "text-unassigned@0"},
		{"bad Big5", "\xA4\x40\xA4\x20\x81\xA1\xFF", "big5", "一\uFFFD \uFFFD\uFFFD", "text-invalid@2 text-unassigned@4 text-invalid@6"},
		{"UTF-16 without a mark, with ideographic spaces", utf16Bytes("　　一、一九五一年1月，统计人员逐村打电话核对\n　　三〇一", true), "utf-16", "　　一、一九五一年1月，统计人员逐村打电话核对\n　　三〇一", ""},
		{"the same, not named", utf16Bytes("　　一、一九五一年1月，统计人员逐村打电话核对\n　　三〇一", true), "auto", "　　一、一九五一年1月，统计人员逐村打电话核对\n　　三〇一", "encoding-guessed"},
		{"the same, the other way round", utf16Bytes("　　一、一九五一年1月，统计人员逐村打电话核对\n　　三〇一", false), "auto", "　　一、一九五一年1月，统计人员逐村打电话核对\n　　三〇一", "encoding-guessed"},
		{"Latin UTF-16 without a mark", utf16Bytes("the facts", true), "auto", "the facts", "encoding-guessed"},
		{"ASCII with a stray zero", "hid the f\x00cts in it.", "auto", "hid the f\x00cts in it.", "text-control@9"},
		{"zeros", strings.Repeat("\x00", 4096), "auto", "", "file-zeros"},
		{"zeros after a text", gb(copySC) + strings.Repeat("\x00", 4096), "gb18030", "", "file-zeros"},
		{"GB18030, named UTF-8", gb(copySC), "utf-8", "", "encoding-wrong"},
		{"GB18030, named Big5", gb(copySC + "鹭𬬱"), "big5", "", "encoding-wrong"},
		{"GB18030, named UTF-16", gb(copySC), "utf-16", "", "encoding-wrong"},
		{"Big5, named GB18030", big5(copyTC + "時"), "gb18030", "", "encoding-wrong"},
		{"Big5, named UTF-8", big5(copyTC), "utf-8", "", "encoding-wrong"},
		{"Big5, not named", big5(copyTC + "時"), "auto", copyTC + "時", "encoding-guessed"},
		{"UTF-8, named GB18030", copySC, "gb18030", "", "encoding-wrong"},
		{"UTF-8, named Big5", copySC, "big5", "", "encoding-wrong"},
		{"UTF-8, named UTF-16", copySC, "utf-16", "", "encoding-wrong"},
		{"UTF-16 without a mark, named GB18030", utf16Bytes(copySC+"\n", false), "gb18030", "", "encoding-wrong"},
		{"GB18030 that is UTF-8 by chance", "\xC1\xAA\xCD\xA8", "gb18030", "联通", ""},
		{"the mark contradicts the declaration", "\uFEFF甲", "gb18030", "", "encoding-mark"},
	} {
		t.Run(c.name, func(t *testing.T) {
			log := &diag.List{}
			src, ok := Decode("a.txt", []byte(c.raw), c.enc, log)
			if string(src.Data) != c.want {
				t.Errorf("%q, want %q", src.Data, c.want)
			}
			if got := found(log); got != c.found {
				t.Errorf("found %q, want %q", got, c.found)
			}
			if ok == log.HasErrors() {
				t.Errorf("ok is %v", ok)
			}
		})
	}
}

// TestDoubtfulEncoding: a file that can be read in either Chinese encoding is
// decoded as declared in the manifest, with a warning.
func TestDoubtfulEncoding(t *testing.T) {
	for _, c := range []struct {
		text     string
		in       encoding.Encoding
		declared string
		want     string
	}{
		{"不中有", traditionalchinese.Big5, "gb18030", "encoding-big5"},
		{"不中有", traditionalchinese.Big5, "big5", ""},
		{"大会在中国，是不在了。", simplifiedchinese.GB18030, "big5", "encoding-gb18030"},
		{"大会在中国，是不在了。", simplifiedchinese.GB18030, "gb18030", ""},
	} {
		log := &diag.List{}
		Decode("a.txt", []byte(encode(t, c.in, c.text)), c.declared, log)
		if got := found(log); got != c.want {
			t.Errorf("%s as %s: %q, want %q", c.text, c.declared, got, c.want)
		}
	}
}

// asGBK returns a text in UTF-8 as a reader of GBK shows it.
func asGBK(s string) string {
	out, _ := simplifiedchinese.GB18030.NewDecoder().String(s)
	return out
}

// TestLooksBig5 reads Big5 without a declared encoding.
func TestLooksBig5(t *testing.T) {
	for _, c := range []struct {
		text string
		enc  encoding.Encoding
		want bool
	}{
		{"我國的生態環境，在保護中發展，是不可少的。這個為上", traditionalchinese.Big5, true},
		{"主席說，這是不可以的。", traditionalchinese.Big5, true},
		{"我国的生态环境，在保护中发展，是不可少的。这个为上", simplifiedchinese.GB18030, false},
		{"大会", simplifiedchinese.GB18030, false},
		{"縣政府通知各區", traditionalchinese.Big5, true},
		{"柳灣村抗旱工作", traditionalchinese.Big5, true},
		{"柳湾村抗旱工作\uE000，朱镕基", simplifiedchinese.GB18030, false},
		{"我國的生態環境，在保護中發展，是不可少的。", simplifiedchinese.GB18030, false},
	} {
		log := &diag.List{}
		src, _ := Decode("a.txt", []byte(encode(t, c.enc, c.text)), "auto", log)
		if got := src.Encoding == "big5"; got != c.want || c.want && string(src.Data) != c.text || !strings.Contains(found(log), "encoding-guessed") {
			t.Errorf("%s: %s", c.text, found(log))
		}
	}
}

func TestManyBadBytes(t *testing.T) {
	log := &diag.List{}
	Decode("a.txt", bytes.Repeat([]byte("\xFF"), 5000), "utf-8", log)
	if log.Len() != maxBadBytes {
		t.Errorf("%d findings for a file of random bytes", log.Len())
	}
}

// TestGB18030Codes goes through every two-byte code. The library has no
// character for 2,067 of them; each must be decoded according to GB18030-2022
// or be reported with the correct code.
func TestGB18030Codes(t *testing.T) {
	counts := map[string]int{}
	var runes []rune
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			if trail == 0x7F {
				continue
			}
			raw := []byte{byte(lead), byte(trail)}
			log := &diag.List{}
			src, ok := Decode("a.txt", raw, "gb18030", log)
			r, _ := utf8.DecodeRune(src.Data)
			lib, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
			if err != nil {
				t.Fatal(err)
			}
			want, _ := utf8.DecodeRune(lib)
			switch {
			case want != utf8.RuneError:
				counts["library"]++
				if r != want || !ok {
					t.Errorf("%X is %U, want %U", raw, r, want)
				}
			case ok:
				counts["settled"]++
				runes = append(runes, r)
			default:
				d := log.Items()[0]
				counts[string(d.Code)]++
				if d.Args[0] != lead<<8|trail || r != utf8.RuneError {
					t.Errorf("%X: %v", raw, d)
				}
			}
		}
	}
	// A3A0 is in a user-defined area, but all decoders read it as U+3000.
	const user = 564 + 658 + 672 - 1
	want := map[string]int{"library": 23940 - 2067, "settled": 19, "text-user-defined": user, "text-unassigned": 2067 - 19 - user}
	for k, n := range want {
		if counts[k] != n {
			t.Errorf("%s: %d codes, want %d", k, counts[k], n)
		}
	}
	slices.Sort(runes)
	if got := string(runes); got != "ḿ龴龵龶龷龸龹龺龻︐︑︒︓︔︕︖︗︘︙" {
		t.Errorf("codes of GB18030-2022 give %q", got)
	}
}

// checkRaw checks that the bytes of the file at the place of each character
// decode to it.
func checkRaw(t *testing.T, src *diag.Source, raw []byte, enc encoding.Encoding) {
	t.Helper()
	last := -1
	for off := 0; off < len(src.Data); {
		_, n := utf8.DecodeRune(src.Data[off:])
		at := src.RawOffset(off)
		if at < last || at >= len(raw) {
			t.Fatalf("byte %d of the text is at %d of %d, after %d", off, at, len(raw), last)
		}
		end := len(raw)
		next := off + n
		for next < len(src.Data) && src.RawOffset(next) == at { // two characters of one code
			_, m := utf8.DecodeRune(src.Data[next:])
			next += m
		}
		if next < len(src.Data) {
			end = src.RawOffset(next)
		}
		text := string(src.Data[off:next])
		if enc == nil {
			if !bytes.HasPrefix(raw[at:], src.Data[off:next]) && text != "\uFFFD" {
				t.Fatalf("%q is at %q of the file", text, raw[at:end])
			}
		} else if back, err := enc.NewDecoder().Bytes(raw[at:end]); err == nil && utf8.Valid(back) && !bytes.ContainsRune(back, utf8.RuneError) &&
			text != "\uFFFD" && string(back) != text && string(bytes.TrimSuffix(back, []byte{0x1A})) != text {
			t.Fatalf("%q is at %X of the file, which is %q", text, raw[at:end], back)
		}
		last = at
		off = next
	}
}

// FuzzDecode decodes arbitrary bytes in any encoding.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("\xBC\xD7\xD2\xD2\xAA\xA1\x84\x31\xA4\x37\x80\xFF\x1A"), uint8(2))
	f.Add([]byte("\xA4\x40\x88\x62\xF9\xFE\xA4"), uint8(3))
	f.Add([]byte("\xFF\xFE\x00\xD8a\x00\x1A\x00"), uint8(4))
	f.Add([]byte("一、甲\n\uFE01\n\u200B\u3000\r\u2060乙\xE7"), uint8(1))
	f.Add([]byte("甲\u2028\x00\u00e5\u00a1\u0098"), uint8(0))
	encodings := []string{Auto, "utf-8", "gb18030", "big5", "utf-16"}
	f.Fuzz(func(t *testing.T, raw []byte, which uint8) {
		enc := encodings[int(which)%len(encodings)]
		log := &diag.List{}
		src, ok := Decode("a.txt", raw, enc, log)
		if ok == log.HasErrors() {
			t.Fatalf("ok is %v but the findings are %s", ok, found(log))
		}
		if !utf8.Valid(src.Data) {
			t.Fatal("the text is not UTF-8")
		}
		mark, _ := byteOrderMark(raw)
		switch {
		case enc == "utf-8":
			checkRaw(t, src, raw, nil)
		case enc == "gb18030" && mark == "":
			checkRaw(t, src, raw, simplifiedchinese.GB18030)
		case enc == "big5" && mark == "":
			checkRaw(t, src, raw, traditionalchinese.Big5)
		}
	})
}
