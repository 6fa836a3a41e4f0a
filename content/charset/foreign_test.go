package charset

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"jianbao/content/diag"
)

// TestForeignEncodings: Japanese and Korean files that could be in a Chinese
// encoding are reported, and Chinese ones are not, however short.
func TestForeignEncodings(t *testing.T) {
	for _, c := range []struct {
		enc  encoding.Encoding
		text string
		want string
	}{
		{japanese.ShiftJIS, "町民講座の作品展を三月に開催します。", "Shift-JIS"},
		{japanese.ShiftJIS, "今年度の予算が決まりました。\r\n水道料金は変わりません。\r\n", "Shift-JIS"},
		{japanese.EUCJP, "町民講座の作品展を三月に開催しますので、ぜひご覧ください。", "EUC-JP"},
		{japanese.EUCJP, "今年度の予算が決まりました。\r\n水道料金は変わりません。\r\n", "EUC-JP"},
		{korean.EUCKR, "마을 도서관은 삼월에 문을 닫고 정리를 합니다. 이용에 불편을 드려 죄송합니다.", "EUC-KR"},
		{korean.EUCKR, "금년 예산이 확정되었다. 수도 요금은 오르지 않는다.\n주민의 의견을 듣는 자리도 마련하였다.", "EUC-KR"},
		{simplifiedchinese.GB18030, "村里今年种粮补贴已经发放。", ""},
		{simplifiedchinese.GB18030, "张三、李四、王五、赵六、孙七、周八、吴九、郑十", ""},
		{simplifiedchinese.GB18030, "石塘桥\t良好\n柳湾\t优\n", ""},
		{simplifiedchinese.GB18030, "参加会议的有沈某、孙某，会后到现场查看。", ""},
		{simplifiedchinese.GB18030, "这里引用日文：「町民講座の作品展」，意思是居民讲座的作品展览。", ""},
		{traditionalchinese.Big5, "鎮圖書館三月閉館整理，請各位讀者見諒。", ""},
	} {
		raw, err := c.enc.NewEncoder().String(c.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := looksForeign([]byte(raw)); got != c.want {
			t.Errorf("%s is taken for %q, want %q", c.text, got, c.want)
		}
		for _, declared := range []string{"auto", "gb18030"} {
			log := &diag.List{}
			Decode("a.txt", []byte(raw), declared, log)
			reported := false
			for _, d := range log.Items() {
				reported = reported || d.Code == "encoding-foreign"
			}
			if validIn("gb18030", []byte(raw)) && reported != (c.want != "") {
				t.Errorf("%s as %s: %s", c.text, declared, found(log))
			}
		}
	}
}

// foreignLibrary are the library's codings of what is recognized, and the common
// characters as text.
var foreignLibrary = [len(unreadEncodings)]struct {
	enc    encoding.Encoding
	common string
}{
	{japanese.ShiftJIS, "のにはをたがでとしてれさいるなからも、。"},
	{japanese.EUCJP, "ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをん"},
	{korean.EUCKR, "이다는을의에가고하지로한사서를은도기대인리어자정으니"},
}

// TestForeignCodes compares what is known of two bytes with what the library decodes of
// them: the common characters are the same, and so is what is a character, but for some
// empty cells in rows of signs.
func TestForeignCodes(t *testing.T) {
	for i, f := range unreadEncodings {
		lib := foreignLibrary[i]
		other := 0
		for lead := 0x80; lead <= 0xFF; lead++ {
			for trail := 0x80; trail <= 0xFF; trail++ {
				pair := []byte{byte(lead), byte(trail)}
				text, _ := lib.enc.NewDecoder().Bytes(pair)
				r, n := utf8.DecodeRune(text)
				size := f.size(pair[0], pair[1])
				valid := r != utf8.RuneError
				if common := n == len(text) && strings.ContainsRune(lib.common, r); common != (size == 2 && f.isCommon(pair[0], pair[1])) {
					t.Errorf("%s % x: common %v", f.name, pair, common)
				}
				if valid != (size > 0) {
					other++
				}
				if valid && size > 0 && (size == 2) != (n == len(text)) {
					t.Errorf("%s % x: %d bytes", f.name, pair, size)
				}
			}
		}
		t.Logf("%s: %d cells differ", f.name, other)
		if other > 300 {
			t.Errorf("%s: %d cells differ", f.name, other)
		}
	}
}

// TestForeignCounts compares the counts of generated texts with those of the library's
// decoder: mixed text in the encoding itself gives the same, with ASCII between.
func TestForeignCounts(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for i, f := range unreadEncodings {
		lib := foreignLibrary[i]
		chars := []rune(lib.common + "日本語文章予算決定、。ABC 123\r\n道路工事")
		for range 200 {
			var text strings.Builder
			wantN, wantAll := 0, 0
			for range rng.IntN(60) {
				r := chars[rng.IntN(len(chars))]
				if _, err := lib.enc.NewEncoder().String(string(r)); err != nil {
					continue
				}
				text.WriteRune(r)
				if r >= utf8.RuneSelf {
					wantAll++
				}
				if strings.ContainsRune(lib.common, r) {
					wantN++
				}
			}
			raw, err := lib.enc.NewEncoder().String(text.String())
			if err != nil {
				t.Fatal(err)
			}
			if n, all := f.frequent([]byte(raw)); n != wantN || all != wantAll {
				t.Errorf("%s %q: %d of %d, want %d of %d", f.name, &text, n, all, wantN, wantAll)
			}
		}
	}
}
