package edition

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
)

// givenFace is a face that the manifest or the theme gives a file for.
type givenFace struct {
	content.FontFile
	face     *fonts.Face
	data     []byte // the file
	misspelt bool   // its name: an error
}

// at returns where the face's name stands, or else its path.
func (g *givenFace) at() diag.Span {
	if g.Key.Source != nil {
		return g.Key
	}
	return g.Span
}

// supplements returns the given faces that no role of the theme finds: they
// are tried last for every role.
func (e *Edition) supplements() []*fonts.Face { return e.Library.Supplements(e.Theme.FaceNames()) }

// faceNames reports the names of given faces that are misspelt names of a role
// or family: such a face would set next to nothing, and the text would come out
// in another.
func (r *reading) faceNames() {
	supplements := r.supplements()
	known := slices.Concat(r.Library.Named(), r.Theme.FaceNames())
	for i := range r.given {
		g := &r.given[i]
		if !slices.Contains(supplements, g.face) || slices.ContainsFunc(known, func(name string) bool { return fonts.SameName(name, g.Name) }) {
			continue
		}
		near := groupFace(g.Name, r.Theme.Fonts)
		if near == "" {
			near = nearFace(g.Name, known)
		}
		if near != "" {
			g.misspelt = true
			r.log.AddFix("font-name", g.at(), diag.Fix{DidYouMean: near}, g.Name)
		}
	}
}

// givenFaces reports, of the composed pages, the given faces that set nothing
// or too little of what they were given for.
func (e *Edition) givenFaces() {
	if len(e.given) == 0 {
		return
	}
	set := map[*fonts.Face]map[rune]bool{}
	for _, g := range e.given {
		set[g.face] = map[rune]bool{}
	}
	damaged := map[*fonts.Face]bool{}
	for g := range glyphs(e.Doc) {
		if runes := set[g.Face]; runes != nil {
			for _, r := range g.Text {
				if !fonts.Blank(r) {
					runes[r] = true
				}
			}
			if !damaged[g.Face] {
				damaged[g.Face] = e.damagedGlyph(g)
			}
		}
	}
	supplements := e.supplements()
	for i := range e.given {
		g := &e.given[i]
		switch {
		case g.misspelt:
		case len(set[g.face]) > 0 || !slices.Contains(supplements, g.face):
			e.sparse(g, e.setBy(g.face.PostScriptName(), set))
		case slices.ContainsFunc(e.Library.Named(), func(name string) bool { return fonts.SameName(name, g.Name) }):
			e.log.Add("font-role-unused", g.at(), g.Name, e.Theme.Name, e.usedRoles())
		default:
			e.log.Add("font-unused", g.at(), g.Name)
		}
	}
}

// setBy returns how many different characters given faces of a name have set: one file may
// serve several roles.
func (e *Edition) setBy(name string, set map[*fonts.Face]map[rune]bool) int {
	all := map[rune]bool{}
	for i := range e.given {
		if face := e.given[i].face; face.PostScriptName() == name {
			maps.Copy(all, set[face])
		}
	}
	return len(all)
}

// usedRoles returns the roles that the fonts of the theme's elements list.
func (e *Edition) usedRoles() []string {
	used := e.Theme.UsedFonts()
	return slices.DeleteFunc(fonts.Roles(), func(role string) bool {
		return !slices.ContainsFunc(e.Theme.Fonts, func(r theme.Role) bool {
			return slices.Contains(used, r.Name) && slices.Contains(slices.Concat(r.Han, r.Latin), role)
		})
	})
}

// sparse replaces the fallbacks of a face that is the first choice of a role and
// has less than half of the different characters of the text by one finding.
func (e *Edition) sparse(g *givenFace, has int) {
	name := g.face.PostScriptName()
	lacks := map[string]bool{}
	var others, roles []string
	of := func(d *diag.Diagnostic) bool {
		return d.Code == "glyph-fallback" && len(d.Args) > 4 && d.Args[4] == name
	}
	for _, d := range e.log.Items() {
		if of(&d) {
			lacks[d.Args[0].(string)] = true
			others = append(others, d.Args[2].(string))
			roles = append(roles, d.Args[3].(string))
		}
	}
	const few = 3 // so many are better named
	if len(lacks) <= has || len(lacks) <= few {
		return
	}
	e.log.Remove(of)
	e.log.Add("font-sparse", g.at(), name, sortedOnce(roles), has, len(lacks), sortedOnce(others), filepath.ToSlash(g.Path), e.Library.NewName())
}

// damagedGlyph reports a glyph of a given face that would not be seen, or not where it
// stands.
func (e *Edition) damagedGlyph(g *frame.Glyph) bool {
	text, size := utf8.DecodeRuneInString(g.Text)
	if id, ok := g.Face.GID(text); size < len(g.Text) || !ok || id != g.ID {
		text = 0 // one of several characters, or a form that shaping has chosen
	}
	name := diag.Term{ZH: "“" + g.Text + "”", EN: strconv.Quote(g.Text)}
	if !strings.ContainsFunc(g.Text, func(r rune) bool { return !fonts.Blank(r) }) {
		name = diag.Term{ZH: fmt.Sprintf("第 %d 个字形", g.ID), EN: fmt.Sprintf("glyph %d", g.ID)}
	}
	var why diag.Term
	switch g.Face.Fault(g.ID, text) {
	case fonts.Sound:
		return false
	case fonts.BrokenOutline:
		why = diag.Term{ZH: name.ZH + "的轮廓读不出来，会印成空白", EN: "the outline of " + name.EN + " cannot be read, it would print as a blank"}
	case fonts.FarInk:
		why = diag.Term{ZH: name.ZH + "的笔画不在它的位置上", EN: "the ink of " + name.EN + " is not in its place"}
	case fonts.BadAdvance:
		why = diag.Term{ZH: fmt.Sprintf("%s的字宽是 %d/%d em", name.ZH, g.Face.Advance(g.ID), g.Face.UnitsPerEm()), EN: fmt.Sprintf("the width of %s is %d/%d em", name.EN, g.Face.Advance(g.ID), g.Face.UnitsPerEm())}
	}
	e.reportDamage(g.Face, why)
	return true
}

func (e *Edition) reportDamage(face *fonts.Face, why any) (ok bool) {
	for i := range e.given {
		if g := &e.given[i]; g.face == face {
			e.log.Add("font-damaged", g.Span, filepath.ToSlash(g.Path), why)
			return true
		}
	}
	return false
}

// reportDamagedFace reports a given face whose data turned out to be damaged when its
// glyphs were read; ok is false if err is about something else.
func (e *Edition) reportDamagedFace(err error) (ok bool) {
	var bad *fonts.FaceError
	if !errors.As(err, &bad) {
		return false
	}
	var why any = bad.Err
	var damage *fonts.OpenError
	if errors.As(bad.Err, &damage) {
		why = damage.Detail
	}
	return e.reportDamage(bad.Face, why)
}

// variable is what the names of variable fonts have after the family's name:
// NotoSerifSC-VF.ttf, NotoSerifSC[wght].ttf, NotoSerifSC-VariableFont_wght.ttf,
// SourceSerif4Variable-Roman.otf, NotoSerifCJK-VF.otf.ttc.
var variable = pattern.New(`(?i)[-_ ]*(vf|var|variable.*|vf-.*|\[.*|wght.*)?(\.otf|\.ttf)?$`)

// released matches the families whose static files are named after them, and cjk
// those of one region of Noto CJK.
var (
	released = pattern.New(`^(Noto|Source|思源)`)
	cjk      = pattern.New(`^(Noto(?:Sans|Serif)(?:Mono)?CJK)(SC|TC|HK|JP|KR)$`)
)

// unpacked says how a font packed for the web is unpacked.
func unpacked(signature string) diag.Term {
	if signature == "wOFF" {
		return diag.Term{
			ZH: "用 fonttools subset FILE.woff \"*\" --layout-features=\"*\" --output-file=FILE.ttf 解开",
			EN: "unpack it with fonttools subset FILE.woff \"*\" --layout-features=\"*\" --output-file=FILE.ttf",
		}
	}
	return diag.Term{ZH: "用 fonttools ttLib.woff2 decompress 解开", EN: "unpack it with fonttools ttLib.woff2 decompress"}
}

// staticFile returns the name that the file of one weight usually has where a
// file cannot be used because it holds all weights, or is packed for the web. The
// names of Noto and Source families are those of their files; family is the one that
// the file has inside, if it can be read.
func staticFile(f content.FontFile, inside string) string {
	base := filepath.Base(filepath.ToSlash(f.Path))
	ext := filepath.Ext(base)
	family := variable().ReplaceAllString(strings.TrimSuffix(base, ext), "")
	if released().MatchString(inside) {
		family = strings.ReplaceAll(variable().ReplaceAllString(inside, ""), " ", "")
		if m := cjk().FindStringSubmatch(family); m != nil {
			family, ext = m[1]+strings.ToLower(m[2]), ".otf"
		}
	}
	if strings.HasPrefix(family, "SourceHan") && !strings.EqualFold(ext, ".ttc") {
		ext = ".otf" // its only format
	}
	for _, n := range [...]struct{ zh, en string }{{"思源宋体", "SourceHanSerifSC"}, {"思源黑体", "SourceHanSansSC"}} {
		if strings.HasPrefix(family, n.zh) {
			family, ext = n.en, ".otf"
		}
	}
	switch strings.ToLower(ext) {
	case ".otf", ".ttc":
	default:
		ext = ".ttf"
	}
	weight := "Regular"
	if strings.HasSuffix(strings.ToLower(f.Name), "bold") {
		weight = "Bold"
	}
	for _, w := range [...]string{"Regular", "Bold"} {
		family = strings.TrimSuffix(family, "-"+w)
	}
	return family + "-" + weight + ext
}
