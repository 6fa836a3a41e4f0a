package charset

import (
	"encoding/base64"
	"mime/quotedprintable"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"jianbao/content/diag"
)

// utf7 writes what is not ASCII as RFC 2152 has it.
func utf7(text string) string {
	var out strings.Builder
	for len(text) > 0 {
		wide := strings.IndexFunc(text, func(r rune) bool { return r < 0x80 })
		if wide < 0 {
			wide = len(text)
		}
		if wide > 0 {
			var raw []byte
			for _, u := range utf16.Encode([]rune(text[:wide])) {
				raw = append(raw, byte(u>>8), byte(u))
			}
			out.WriteString("+" + base64.RawStdEncoding.EncodeToString(raw) + "-")
		} else {
			wide = 1
			out.WriteByte(text[0])
		}
		text = text[wide:]
	}
	return out.String()
}

func quoted(text string) string {
	var out strings.Builder
	w := quotedprintable.NewWriter(&out)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return out.String()
}

// TestSevenBit: Chinese in the codes of old mail is told, with what it means; ordinary
// text of ASCII, and Chinese text that speaks of such codes, are not.
func TestSevenBit(t *testing.T) {
	const text = "Re: 2 月例会\n各村月底前报送数据。\n地点：镇政府三楼，9:00 开始\n"
	hz, err := simplifiedchinese.HZGB2312.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	gb, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, want string }{
		{"HZ", hz, "月例会"},
		{"HZ with CRLF", strings.ReplaceAll(hz, "\n", "\r\n"), "月例会"},
		{"HZ to the line's end", strings.ReplaceAll(hz, "~}\n", "\n"), "月例会"},
		{"UTF-7", utf7(text), "月例会"},
		{"quoted-printable of UTF-8", quoted(text), "月例会"},
		{"quoted-printable of GBK", quoted(gb), "月例会"},
		{"Base64", base64.StdEncoding.EncodeToString([]byte(text)), "Re: 2 月例会"},
		{"Base64 of GBK in lines", base64.StdEncoding.EncodeToString([]byte(gb))[:40] + "\r\n" + base64.StdEncoding.EncodeToString([]byte(gb))[40:] + "\r\n", "Re: 2 月例会"},
		{"English", "The annual meeting is on 2 March, 9:00 (call +8657186201234 or +44/20/79460000).\n", ""},
		{"formulas", "a+bcdefgh-i = 3F = 4A; x=A1=B2=C3, ~{1, 2~} and ~{ab~}\n", ""},
		{"a key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHk3uK0ZqYb2Zt8yPzQ1mJd4\n", ""},
		{"Base64 of no text", base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00\x01\xFEabc", 20))), ""},
		{"about HZ", "当年的邮件要写成 " + strings.SplitN(hz, "\n", 3)[1] + " 才寄得出去。\n", ""},
		{"empty", "", ""},
	} {
		log := &diag.List{}
		src, ok := Decode("a.txt", []byte(c.text), Auto, log)
		if !ok || string(src.Data) != c.text {
			t.Errorf("%s: not read as it is: %s", c.name, found(log))
		}
		got := ""
		for _, d := range log.Items() {
			if d.Code == "encoding-seven-bit" {
				got = d.Args[1].(string)
				if d.Span.End > len(src.Data) || d.Span.Start >= d.Span.End {
					t.Errorf("%s: place %d-%d", c.name, d.Span.Start, d.Span.End)
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: %q is told, want %q", c.name, got, c.want)
		}
	}
}
