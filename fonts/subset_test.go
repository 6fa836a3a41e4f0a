package fonts

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/go-text/typesetting/font/cff"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// face opens a bundled face or fails the test.
func face(t testing.TB, role string) *Face {
	t.Helper()
	f, ok := Bundled().Find(role, false)
	if !ok {
		t.Fatalf("no bundled face %q", role)
	}
	return f
}

// notoCJK opens a face of Debian's CFF collections or skips the test.
func notoCJK(t testing.TB, file string, index int) *Face {
	t.Helper()
	data, err := os.ReadFile("/usr/share/fonts/opentype/noto/" + file)
	if err != nil {
		t.Skip("needs fonts-noto-cjk")
	}
	f, err := Open(data, index)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func glyphsOf(t testing.TB, f *Face, text string) []GID {
	t.Helper()
	var out []GID
	for _, r := range text {
		g, ok := f.GID(r)
		if !ok {
			t.Fatalf("%s lacks %q", f.PostScriptName(), r)
		}
		if !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out
}

// checkSubset checks what must hold for every subset of every font.
func checkSubset(t testing.TB, f *Face, asked []GID) *Subset {
	t.Helper()
	s, err := f.Subset(asked)
	if err != nil {
		t.Fatal(err)
	}
	if s.Glyphs[0] != 0 || !slices.Equal(s.Glyphs[1:1+len(asked)], asked) {
		t.Fatalf("ids are %v, asked for %v", s.Glyphs, asked)
	}
	again, err := f.Subset(asked)
	if err != nil || !bytes.Equal(again.Data, s.Data) {
		t.Fatalf("a second run gives other bytes (%v)", err)
	}
	if s.CFF != f.IsCFF() {
		t.Fatalf("CFF is %v", s.CFF)
	}
	if s.CFF {
		checkCFFSubset(t, f, s)
	} else {
		checkGlyfSubset(t, f, s)
	}
	return s
}

func checkGlyfSubset(t testing.TB, f *Face, s *Subset) {
	t.Helper()
	sub, err := open(withEmptyCmap(s.Data), 0)
	if err != nil {
		t.Fatal(err)
	}
	if sub.numGlyphs != len(s.Glyphs) || sub.upem != f.upem {
		t.Fatalf("%d glyphs of %d units, want %d of %d", sub.numGlyphs, sub.upem, len(s.Glyphs), f.upem)
	}
	if checksum(s.Data) != 0xB1B0AFBA {
		t.Errorf("file checksum %#x", checksum(s.Data))
	}
	for i, old := range s.Glyphs {
		g := GID(i)
		if sub.Advance(g) != f.Advance(old) || sub.leftBearing(g) != f.leftBearing(old) {
			t.Errorf("glyph %d (%d): metrics %d %d, want %d %d", i, old,
				sub.Advance(g), sub.leftBearing(g), f.Advance(old), f.leftBearing(old))
		}
		got, want := bytes.Clone(sub.glyphData(g)), bytes.Clone(f.glyphData(old))
		// Except for padding, outlines are the file's bytes with components
		// renumbered.
		ok := components(table(got), func(at int) {
			put16(got[at:], int(s.Glyphs[table(got).u16(at)]))
		})
		if !ok || !bytes.Equal(bytes.TrimRight(got, "\x00"), bytes.TrimRight(want, "\x00")) {
			t.Errorf("glyph %d (%d): outline differs", i, old)
		}
	}
}

// withEmptyCmap adds the table that Open requires and a PDF does not.
func withEmptyCmap(font []byte) []byte {
	d := table(font)
	list := []namedTable{{"cmap", emptyCmap()}}
	for i := range d.u16(4) {
		e := d[12+16*i:]
		list = append(list, namedTable{string(e[:4]), d.sub(e.u32(8), e.u32(12))})
	}
	slices.SortFunc(list, func(a, b namedTable) int { return bytes.Compare([]byte(a.tag), []byte(b.tag)) })
	return buildSFNT("\x00\x01\x00\x00", list)
}

// checkCFFSubset compares outlines as read by an independent reader.
func checkCFFSubset(t testing.TB, f *Face, s *Subset) {
	t.Helper()
	before, err := cff.Parse(f.raw.cff)
	if err != nil {
		t.Fatal(err)
	}
	after, err := cff.Parse(s.Data)
	if err != nil {
		t.Fatal(err)
	}
	if len(after.Charstrings) != len(s.Glyphs) {
		t.Fatalf("%d glyphs, want %d", len(after.Charstrings), len(s.Glyphs))
	}
	for i, old := range s.Glyphs {
		want, _, err1 := before.LoadGlyph(tables.GlyphID(old))
		got, _, err2 := after.LoadGlyph(tables.GlyphID(i))
		if err1 != nil || err2 != nil || !slices.Equal(got, want) {
			t.Errorf("glyph %d (%d): outline differs (%v, %v)", i, old, err1, err2)
		}
	}
	own, err := parseCFF(s.Data)
	if err != nil {
		t.Fatal(err)
	}
	if !own.cid || own.globalSubrs.count != 0 {
		t.Errorf("CID-keyed %v, %d global subroutines", own.cid, own.globalSubrs.count)
	}
	for _, fd := range own.fds {
		if fd.subrs.count != 0 {
			t.Errorf("%d local subroutines", fd.subrs.count)
		}
	}
}

func TestSubset(t *testing.T) {
	for _, role := range []string{Song, HeiBold, Kai, Serif, Sans} {
		t.Run(role, func(t *testing.T) {
			f := face(t, role)
			text := "The quick brown fox, 1,234.56 km²: Äé—…"
			if role != Serif && role != Sans {
				text = "国务院关于印发《通知》的决定，“二〇二一年”——……ABC"
			}
			s := checkSubset(t, f, glyphsOf(t, f, text))
			if len(s.Data) > 60_000 {
				t.Errorf("%d bytes", len(s.Data))
			}
			checkSubset(t, f, nil)
		})
	}
}

func TestSubsetComposites(t *testing.T) {
	for _, role := range []string{Song, Kai, Serif, Sans} {
		f := face(t, role)
		var some []GID
		for g := range f.numGlyphs {
			if f.glyphData(GID(g)).i16(0) < 0 {
				some = append(some, GID(g))
			}
			if len(some) == 40 {
				break
			}
		}
		t.Logf("%s: %d composite glyphs tried", role, len(some))
		if len(some) > 0 {
			checkSubset(t, f, some)
		}
	}
}

func TestSubsetCFF(t *testing.T) {
	text := "国务院关于印发《通知》的决定，“二〇二一年”——……ABC fi 한국어 ひらがな ﾊﾝｶｸ"
	for _, file := range []string{"NotoSerifCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"} {
		f := notoCJK(t, file, 2)
		s := checkSubset(t, f, glyphsOf(t, f, text))
		if len(s.Data) > 30_000 {
			t.Errorf("%s: %d bytes", file, len(s.Data))
		}
		checkSubset(t, f, nil)
	}
}

func TestSubsetRefuses(t *testing.T) {
	f := face(t, Serif)
	if _, err := f.Subset([]GID{GID(f.NumGlyphs())}); err == nil {
		t.Error("a glyph that the face lacks")
	}
	if _, err := f.Subset(make([]GID, 0xFFFF)); err == nil {
		t.Error("more glyphs than ids")
	}
}

// compareScript draws both fonts with fontTools; the results must be equal.
const compareScript = `
import io, json, sys
from fontTools.ttLib import TTFont
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import DecomposingRecordingPen
job = json.load(open(sys.argv[1]))
font = TTFont(job["font"], fontNumber=job["index"], lazy=True)
order = font.getGlyphOrder()
data = open(job["subset"], "rb").read()
if job["cff"]:
    fs = CFFFontSet(); fs.decompile(io.BytesIO(data), None)
    top = fs[0]; cs = top.CharStrings
    assert top.ROS == ("Adobe", "Identity", 0), top.ROS
    assert top.CIDCount == len(job["glyphs"])
    names = top.charset
    assert names[1:] == ["cid%05d" % i for i in range(1, len(names))], names[:5]
    new = {n: cs[n] for n in names}
else:
    sub = TTFont(io.BytesIO(data), checkChecksums=2)
    for tag in sub.keys():
        if tag != "GlyphOrder": sub[tag]
    new = sub.getGlyphSet(); names = sub.getGlyphOrder()
    for g in names: sub["glyf"][g].expand(sub["glyf"])
old = font.getGlyphSet()
assert len(names) == len(job["glyphs"]), (len(names), len(job["glyphs"]))
for i, g in enumerate(job["glyphs"]):
    a, b = DecomposingRecordingPen(old), DecomposingRecordingPen(new)
    old[order[g]].draw(a); new[names[i]].draw(b)
    assert a.value == b.value, (i, g)
    assert old[order[g]].width == new[names[i]].width, ("width", i, g)
print("same", len(names))
`

// By default it draws one face for Han, one for Latin and one with CFF outlines.
func TestSubsetWithFontTools(t *testing.T) {
	if exec.Command("python3", "-c", "import fontTools").Run() != nil {
		t.Skip("needs python3 with fontTools")
	}
	dir := t.TempDir()
	run := func(t *testing.T, fontFile string, index int, f *Face, glyphs []GID) {
		s, err := f.Subset(glyphs)
		if err != nil {
			t.Fatal(err)
		}
		subset := filepath.Join(dir, "subset")
		job := filepath.Join(dir, "job.json")
		spec, err := json.Marshal(map[string]any{
			"font": fontFile, "index": index, "subset": subset, "cff": s.CFF, "glyphs": s.Glyphs,
		})
		if err != nil {
			t.Fatal(err)
		}
		if os.WriteFile(subset, s.Data, 0o600) != nil || os.WriteFile(job, spec, 0o600) != nil {
			t.Fatal("cannot write to the test's folder")
		}
		out, err := exec.Command("python3", "-c", compareScript, job).CombinedOutput()
		if err != nil || !bytes.HasPrefix(out, []byte("same ")) {
			t.Errorf("%v: %s", err, out)
		}
	}
	for _, info := range Bundled().bundled {
		if thorough := os.Getenv("JIANBAO_THOROUGH") != ""; !thorough && (info.Bold || info.Role != Song && info.Role != Serif) {
			continue
		}
		t.Run(info.Role, func(t *testing.T) {
			f := info.open()
			run(t, filepath.Join("bundled", info.File), 0, f, spread(f, 300))
		})
	}
	t.Run("cff", func(t *testing.T) {
		f := notoCJK(t, "NotoSerifCJK-Regular.ttc", 2)
		run(t, "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2, f, spread(f, 300))
	})
}

// spread returns n glyphs distributed over a face.
func spread(f *Face, n int) []GID {
	var out []GID
	for i := 1; i <= n; i++ {
		out = append(out, GID(i*(f.numGlyphs-1)/n))
	}
	return slices.Compact(out)
}
