package theme

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/layout/unit"
)

func load(t *testing.T, name string, set ...string) (*Theme, *diag.List) {
	t.Helper()
	var log diag.List
	var settings []content.Setting
	for i := 0; i+1 < len(set); i += 2 {
		settings = append(settings, content.Setting{Key: set[i], Value: set[i+1], Span: diag.Whole("--set")})
	}
	th, err := Loader{ReadFile: noFiles}.Load(content.Text{Value: name}, settings, &log)
	if err != nil {
		t.Fatal(err)
	}
	return th, &log
}

func noFiles(string) ([]byte, error) { return nil, fs.ErrNotExist }

func clean(t *testing.T, log *diag.List) {
	t.Helper()
	for _, d := range log.Items() {
		t.Errorf("%s %s: %s", d.Code, d.Span.Text(), d.Message(diag.EN))
	}
}

func TestBundledThemes(t *testing.T) {
	for _, name := range Names() {
		th, log := load(t, name)
		clean(t, log)
		if th.Name != name {
			t.Errorf("name %q", th.Name)
		}
	}
}

// TestDefaultSetsEveryKey checks that the default theme has a value for each
// key: a missing one would be zero in every theme.
func TestDefaultSetsEveryKey(t *testing.T) {
	data, err := bundled.ReadFile("themes/bulletin.toml")
	if err != nil {
		t.Fatal(err)
	}
	set, _ := parse(&diag.Source{Data: data}, &diag.List{})
	have := map[string]bool{}
	for _, s := range set {
		have[s.Key] = true
	}
	for _, k := range Keys() {
		if strings.Contains(k.Name, "*") && len(k.Args) != 4 {
			continue // fonts, inks and the parts of the cover are chosen by the theme
		}
		for _, arg := range append([]string{"*"}, k.Args...) {
			name := strings.Replace(k.Name, "*", arg, 1)
			if !strings.Contains(name, "*") && !have[name] {
				t.Errorf("bulletin does not set %s", name)
			}
		}
	}
}

// GB/T 9704: 22 lines of 28 characters of 15.75 pt within 156 × 225 mm, first
// line 37 mm from the top, 28 mm from the binding edge.
func TestGongwenGeometry(t *testing.T) {
	th, log := load(t, "gongwen")
	clean(t, log)
	p := th.Page
	for _, c := range []struct {
		what string
		got  unit.Abs
		want string
	}{
		{"size", th.Body.Size, "15.75"},
		{"pitch", th.Body.Pitch, "29.53125"},
		{"width", p.BlockWidth, "441"},
		{"height", p.BlockHeight, "635.90625"},
		{"page width", p.Width, "595.27559"},
		{"page height", p.Height, "841.88976"},
		{"top", p.Top, "104.88189"},
		{"title", th.Title.Size, "21"},
	} {
		if c.got.String() != c.want {
			t.Errorf("%s = %s, want %s", c.what, c.got, c.want)
		}
	}
	if p.BlockWidth > 156*unit.MM || p.BlockHeight > 225*unit.MM {
		t.Errorf("block %s × %s is larger than 156 × 225 mm", p.BlockWidth, p.BlockHeight)
	}
	if left := p.OddLeft - 28*unit.MM; left < 0 || left > unit.MM {
		t.Errorf("binding margin off by %s", left)
	}
	if p.OddLeft <= p.EvenLeft {
		t.Errorf("the binding margin is not mirrored: %s, %s", p.OddLeft, p.EvenLeft)
	}
	if th.Body.Orphans != 1 || th.Body.Widows != 2 {
		t.Errorf("orphans %d, widows %d", th.Body.Orphans, th.Body.Widows)
	}
}

func TestLengths(t *testing.T) {
	sc := scale{em: 10 * unit.Pt, line: 20 * unit.Pt, page: 100 * unit.Pt, system: "traditional"}
	word := sc
	word.system = "word"
	for _, c := range []struct {
		in   string
		sc   scale
		want string // empty: refused
	}{
		{"三号", sc, "15.75"}, {"三号", word, "16"}, {"四号", sc, "13.75"}, {"四号", word, "14"},
		{"小二", sc, "18"}, {"一号", sc, "27.5"}, {"七号", word, "5.5"}, {"七号", sc, "5.25"},
		{"15.75pt", sc, "15.75"}, {"26 pt", sc, "26"}, {"5mm", sc, "14.17323"}, {"0.35mm", sc, "0.99213"},
		{"1cm", sc, "28.34646"}, {"2em", sc, "20"}, {"2字", sc, "20"}, {"1.5line", sc, "30"}, {"1.5行", sc, "30"},
		{"12.5%", sc, "12.5"}, {"0", sc, "0"}, {"-2pt", sc, "-2"}, {".5em", sc, "5"},
		{"2em", scale{}, ""}, {"5", sc, ""}, {"", sc, ""}, {"em", sc, ""}, {"5px", sc, ""}, {"九号", sc, ""},
		{"1234567890123pt", sc, ""}, {"1.2.3pt", sc, ""}, {"１pt", sc, ""},
	} {
		got, ok := parseLength(c.in, c.sc)
		if ok != (c.want != "") || ok && got.String() != c.want {
			t.Errorf("%q = %s, %v; want %q", c.in, got, ok, c.want)
		}
	}
}

func TestPaper(t *testing.T) {
	for _, c := range []struct{ in, w, h string }{
		{"A4", "595.27559", "841.88976"},
		{"16开", "524.40945", "737.00787"},
		{"210mm x 297mm", "595.27559", "841.88976"},
		{"210mm×297mm", "595.27559", "841.88976"},
		{"500pt x 700pt", "500", "700"},
		{"A44", "", ""}, {"210 x 297", "", ""}, {"1mm x 297mm", "", ""}, {"x", "", ""},
	} {
		w, h, ok := parsePaper(c.in)
		if ok != (c.w != "") || ok && (w.String() != c.w || h.String() != c.h) {
			t.Errorf("%q = %s × %s, %v", c.in, w, h, ok)
		}
	}
}

// TestEveryMeasureFits checks that every measure from 8 to 42 characters leaves
// at least 3 mm on either side of the text block.
func TestEveryMeasureFits(t *testing.T) {
	for _, name := range Names() {
		for measure := int64(8); measure <= 42; measure++ {
			var log diag.List
			th, err := Loader{}.Load(content.Text{Value: name}, []content.Setting{{Key: "body.measure", Value: measure}}, &log)
			if err != nil {
				t.Fatal(err)
			}
			p := th.Page
			if p.BlockWidth != th.Body.Size*unit.Abs(measure) {
				t.Errorf("%s %d: block is %s wide", name, measure, p.BlockWidth)
			}
			for _, left := range []unit.Abs{p.OddLeft, p.EvenLeft} {
				if left < MinMargin || p.Width-left-p.BlockWidth < MinMargin-1 {
					t.Errorf("%s %d: margins %s and %s", name, measure, left, p.Width-left-p.BlockWidth)
				}
			}
			wide := log.Len() > 0
			if want := p.BlockWidth+2*MinMargin > 210*unit.MM; wide != want {
				t.Errorf("%s %d: widened %v, want %v", name, measure, wide, want)
			}
		}
	}
}

func TestUserTheme(t *testing.T) {
	files := map[string]string{
		"a/my.toml":   "extends = \"gongwen\"\n[body]\nsize = \"四号\"\n[font-files.song]\npath = \"f/x.ttf\"\n",
		"a/over.toml": "extends = \"my.toml\"\n[body]\nmeasure = 30\n",
		"bad.toml":    "extends = \"bulletn\"\n[body]\nsise = \"四号\"\nmeasure = \"30\"\npitch = 26\nindent = \"2xm\"\nlines = 900\nlevel = \"gbb\"\n[title]\nfont = \"song-bolt\"\nink = \"rad\"\n",
		"loop.toml":   "extends = \"loop.toml\"\n",
	}
	read := func(path string) ([]byte, error) {
		if s, ok := files[strings.ReplaceAll(path, `\`, "/")]; ok {
			return []byte(s), nil
		}
		return nil, fs.ErrNotExist
	}
	var log diag.List
	th, err := Loader{ReadFile: read}.Load(content.Text{Value: "a/over.toml"}, nil, &log)
	if err != nil {
		t.Fatal(err)
	}
	clean(t, &log)
	if th.Body.Measure != 30 || th.Body.Size.String() != "13.75" || th.Body.Pitch.String() != "25.78125" || th.Body.Lines != 22 {
		t.Errorf("body %+v", th.Body)
	}
	if len(th.Files) != 1 || strings.ReplaceAll(th.Files[0].Path, `\`, "/") != "a/f/x.ttf" || th.Files[0].Name != "song" {
		t.Errorf("files %+v", th.Files)
	}

	for _, c := range []struct{ file, want string }{
		{"bad.toml", "theme-unknown bulletin; unknown-key body.size; theme-type; theme-unit; theme-length; theme-range; bad-value gb; bad-value song-bold; bad-value red"},
		{"loop.toml", "theme-cycle"},
		{"none.toml", "theme-missing"},
		{"bulettin", "theme-unknown bulletin"},
	} {
		var log diag.List
		th, err := Loader{ReadFile: read}.Load(content.Text{Value: c.file}, nil, &log)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range log.Items() {
			got = append(got, strings.TrimSpace(fmt.Sprint(d.Code, " ", d.Fix.DidYouMean)))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.file, s, c.want)
		}
		if th.Body.Measure != 32 { // a wrong value leaves the theme's own
			t.Errorf("%s: measure %d", c.file, th.Body.Measure)
		}
	}
}

func TestSettingsOnTop(t *testing.T) {
	th, log := load(t, "gongwen", "body.size", "四号", "size.system", "word", "title.size", "2em")
	clean(t, log)
	if th.Body.Size.String() != "14" || th.Body.Pitch.String() != "26.25" || th.Title.Size.String() != "28" {
		t.Errorf("size %s, pitch %s, title %s", th.Body.Size, th.Body.Pitch, th.Title.Size)
	}
	if _, log = load(t, "", "body.sizee", "四号"); log.Len() != 1 || log.Items()[0].Fix.DidYouMean != "body.size" {
		t.Errorf("%+v", log.Items())
	}
}

func TestImpossiblePages(t *testing.T) {
	for _, c := range []struct{ key, value, want string }{
		{"body.size", "一号", "paper-widened pitch-too-small"},
		{"body.pitch", "12pt", "pitch-too-small"},
		{"body.pitch", "700pt", "paper-too-large paper-widened"},
		{"page.paper", "大32开", "paper-widened"},
		{"page.paper", "170mm x 237mm", "paper-widened"}, // the block has room, its page number has not
		{"page.paper", "170mm x 250mm", ""},
		{"notes.gap", "150pt", "notes-too-high"},
		{"notes.rule", "700pt", "notes-too-high"},
		{"notes.gap", "90pt", ""},
	} {
		_, log := load(t, "bulletin", c.key, c.value)
		var got []string
		for _, d := range log.Items() {
			got = append(got, string(d.Code))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s = %s: %s, want %s", c.key, c.value, s, c.want)
		}
		// The key that is set on top is the place, not one of the bundled theme.
		for _, d := range log.Items() {
			if d.Span.Source == nil || d.Span.Source.Path != "--set" {
				t.Errorf("%s = %s: %s is at %v", c.key, c.value, d.Code, d.Span)
			}
		}
	}
}

// FuzzTheme checks that loading any theme file terminates, and that the text
// block of an accepted theme is within the sheet.
func FuzzTheme(f *testing.F) {
	f.Add("[body]\nsize = \"三号\"\nmeasure = 30\nfont = \"kai\"\n[inks.red]\nrgb = \"#00ff00\"\ncmyk = [1, 2, 3, 100]\n")
	f.Add("cover.order = [\"name\", \"rule\"]\nheadings.1 = {on = false, size = \"1.2em\"}\nfonts.x.han = [\"song\"]\nbody.font = \"x\"\n")
	f.Add("extends = \"gongwen\"\n[body]\nmeasure = 8\nsize = \"初号\"\npitch = \"2em\"\n[page]\npaper = \"100mm x 5cm\"\ninner = \"3000pt\"\n")
	f.Fuzz(func(t *testing.T, data string) {
		read := func(path string) ([]byte, error) {
			if path == "x.toml" {
				return []byte(data), nil
			}
			return nil, fs.ErrNotExist
		}
		var log diag.List
		th, err := Loader{ReadFile: read}.Load(content.Text{Value: "x.toml"}, nil, &log)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range log.Items() {
			if strings.Contains(d.Message(diag.EN)+d.Message(diag.ZH), "%!") && !strings.Contains(data, "%!") {
				t.Errorf("%s: %s", d.Code, d.Message(diag.EN))
			}
		}
		if log.HasErrors() {
			return
		}
		p := th.Page
		for _, left := range []unit.Abs{p.OddLeft, p.EvenLeft} {
			if left < MinMargin || left+p.BlockWidth > p.Width-MinMargin+1 {
				t.Errorf("block from %s, %s wide, on %s", left, p.BlockWidth, p.Width)
			}
		}
		if p.Top < 0 || p.Top+p.BlockHeight > p.Height || p.AreaWidth <= 0 || p.AreaHeight <= 0 {
			t.Errorf("block from %s, %s high, on %s; area %s × %s", p.Top, p.BlockHeight, p.Height, p.AreaWidth, p.AreaHeight)
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		var log diag.List
		if _, err := (Loader{}).Load(content.Text{Value: "gongwen"}, nil, &log); err != nil {
			b.Fatal(err)
		}
	}
}

// TestUnknownRole: the hint about a font that the theme does not have is the role that its
// Chinese name means, or how to add one.
func TestUnknownRole(t *testing.T) {
	for _, c := range []struct{ theme, font, want string }{
		{"bulletin", "黑体", "bad-value hei"}, {"bulletin", "楷体_GB2312", "bad-value kai"}, {"gongwen", "仿宋", "bad-value fangsong"}, {"bulletin", "fangsong", "theme-font fangsong"},
		{"bulletin", "仿宋", "theme-font fangsong"}, {"jianbao", "隶书", `theme-font "隶书"`}, {"bulletin", "hie", "bad-value hei"},
	} {
		_, log := load(t, c.theme, "title.font", c.font)
		items := log.Items()
		if len(items) != 1 {
			t.Errorf("%s in %s: %v", c.font, c.theme, items)
			continue
		}
		got := string(items[0].Code) + " " + items[0].Fix.DidYouMean
		if items[0].Code == "theme-font" {
			got += items[0].Args[3].(string)
		}
		if got != c.want {
			t.Errorf("%s in %s: %s, want %s", c.font, c.theme, got, c.want)
		}
	}
}

// TestUnknownNames: a name of no role and of no ink is refused, the empty one too,
// and that of the theme below applies, so that composing finds nothing else.
func TestUnknownNames(t *testing.T) {
	sound, _ := load(t, "gongwen")
	for k := range all {
		if k.Type != key.Font && k.Type != key.Ink {
			continue
		}
		arg := ""
		if len(k.Args) > 0 {
			arg = k.Args[len(k.Args)-1]
		}
		name := strings.Replace(k.Name, "*", arg, 1)
		for _, value := range []string{"", "hie", "blak"} {
			th, log := load(t, "gongwen", name, value)
			if list := log.Items(); len(list) != 1 || list[0].Code != "bad-value" && (k.Type != key.Font || list[0].Code != "theme-font") {
				t.Errorf("%s = %q: %v", name, value, list)
				continue
			}
			got, want := *k.text(th, arg), *k.text(sound, arg)
			if want == "" { // the theme does not have the key
				want = map[key.Type]string{key.Font: th.Fonts[0].Name, key.Ink: "black"}[k.Type]
			}
			if got != want {
				t.Errorf("%s = %q: %q applies, want %q", name, value, got, want)
			}
		}
	}
}
