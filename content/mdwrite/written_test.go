package mdwrite

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"jianbao/content/manifest"
)

const withPictures = "# 一、\u3000库区\r\n\r\n正文 *一* 段。\r\n\r\n![大坝 \\[东侧\\]](<../photos/a b.jpg> \"大坝｜图/张三\")\r\n\r\n  ![报名](qr:https://example.cn/a?b=1)  \n\n![甲](a.jpg 'x') ![乙](b.jpg)\n![丙][p]\n\n[p]: c.jpg \"丙图\"\n\n末段[^1]。\n\n[^1]: 注。\n"

func TestWrittenPictures(t *testing.T) {
	list := manifest.WrittenPictures(source(withPictures), "articles")
	var got []string
	for _, p := range list {
		part := func(from, to int) string { return withPictures[from:to] }
		got = append(got, fmt.Sprintf("%s|%s|%s|%s|%v|%s|%s|%s", p.File, p.Alt, p.Caption, p.Credit, p.Elsewhere, part(p.AltFrom, p.AltTo), part(p.FileFrom, p.FileTo), part(p.TitleFrom, p.TitleTo)))
	}
	want := []string{
		"../photos/a b.jpg|大坝 [东侧]|大坝|图/张三|false|大坝 \\[东侧\\]|<../photos/a b.jpg>|\"大坝｜图/张三\"",
		"qr:https://example.cn/a?b=1|报名|||false|报名|qr:https://example.cn/a?b=1|",
		"a.jpg|甲|x||false|甲|a.jpg|'x'",
		"b.jpg|乙|||false|乙|b.jpg|",
		"c.jpg|丙|丙图||true|丙||",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestSetPicture(t *testing.T) {
	for _, c := range []struct {
		n                     int
		key, value, old, want string // want empty: it cannot be written
	}{
		{0, "alt", "坝", `大坝 \[东侧\]`, "坝"},
		{0, "alt", "[a](b) *c* _d_ \\", `大坝 \[东侧\]`, `\[a\](b) \*c\* \_d\_ \\`},
		{0, "caption", "", `"大坝｜`, `"｜`},
		{0, "credit", "", `｜图/张三"`, `"`},
		{0, "credit", "李\"四\"", "图/张三", `李\"四\"`},
		{0, "credit", "李｜四", "", ""},
		{0, "file", "c.jpg", "<../photos/a b.jpg>", "c.jpg"},
		{0, "file", "c (1).jpg", "<../photos/a b.jpg>", "<c (1).jpg>"},
		{1, "caption", "扫码\n报名", "b=1)", `b=1 "扫码 报名")`},
		{1, "file", "qr:https://例.cn/", "qr:https://example.cn/a?b=1", "qr:https://例.cn/"},
		{2, "caption", "", " 'x'", ""},
		{2, "caption", "y", "'x'", `"y"`},
		{2, "credit", "z", "'x'", `"x｜z"`},
		{3, "caption", "a|b", "b.jpg)", `b.jpg "a|b｜")`},
		{4, "alt", "丁", "![丙]", "![丁]"},
		{4, "caption", "丁", "", ""},
		{5, "alt", "丁", "", ""},
	} {
		got, ok := SetPicture(withPictures, "articles", c.n, c.key, c.value)
		if want := strings.Replace(withPictures, c.old, c.want, 1); ok != (c.old != "") || ok && got != want {
			t.Errorf("%d %s %q: %v\n%s", c.n, c.key, c.value, ok, got)
		}
	}
}

// Whatever is written is read back, and no byte outside the picture changes.
func TestSetPictureRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	signs := []string{"]", "[", "(", ")", "\\", "\"", "'", "｜", "|", "*", "_", "`", "<", ">", "&", "&amp;", "^1", "!", "！［", " ", "\u3000", "甲", "b", "\n", "{.u}", "~"}
	written := 0
	for range 300 {
		var value strings.Builder
		for range 1 + r.IntN(8) {
			value.WriteString(signs[r.IntN(len(signs))])
		}
		n, key := r.IntN(5), PictureKeys[1+r.IntN(3)]
		got, ok := SetPicture(withPictures, "articles", n, key, value.String())
		if !ok {
			continue
		}
		written++
		p := manifest.WrittenPictures(source(withPictures), "articles")[n]
		if !strings.HasPrefix(got, withPictures[:p.From]) || !strings.HasSuffix(got, withPictures[p.To:]) {
			t.Errorf("%d %s %q: bytes outside changed", n, key, value.String())
		}
	}
	if written < 150 {
		t.Errorf("only %d were written", written)
	}
}

func TestWithoutPicture(t *testing.T) {
	for n, old := range []string{
		"![大坝 \\[东侧\\]](<../photos/a b.jpg> \"大坝｜图/张三\")\r\n\r\n",
		"  ![报名](qr:https://example.cn/a?b=1)  \n\n",
		"![甲](a.jpg 'x') ",
		"![乙](b.jpg)",
		"![丙][p]\n",
	} {
		got, ok := WithoutPicture(withPictures, "articles", n)
		if want := strings.Replace(withPictures, old, "", 1); !ok || got != want {
			t.Errorf("%d: %v\n%q\nwant\n%q", n, ok, got, want)
		}
	}
}
