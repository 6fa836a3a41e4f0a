package edition

import (
	"slices"
	"strings"
	"unicode"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/theme"
)

// nearFace returns the name of a role or family of which a name is a misspelling;
// "" if there is none. Names in Han are compared by their own rule: they have two to
// four characters, and 新宋体 or 报宋 are other families, not misspellings of 粗宋体
// and 仿宋.
func nearFace(name string, known []string) string {
	if !strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return diag.Near(name, known)
	}
	folded, best, least := foldHan(name), "", unlike
	for _, k := range known {
		if l := likeness(folded, foldHan(k)); l < least {
			best, least = k, l
		}
	}
	if best != "" {
		return best
	}
	bare := bareName(name)
	for _, k := range known {
		if bare == "" || bareName(k) != bare {
			continue
		}
		if strings.HasPrefix(name, k) && len(k) > len(best) || best == "" {
			best = k
		}
	}
	return best
}

// bareName returns a name without what families have at the end for the repertoire,
// which is often forgotten, and often written to the name of a role: 方正小标宋简体,
// 方正小标宋_GBK and 方正小标宋 are one, and 楷体_GB2312 is meant for 楷体. Names for
// larger repertoires (宋体-ExtB, 宋体-18030) are those of supplements.
func bareName(name string) string {
	bare := string(foldHan(name))
	for _, end := range []string{"gb2312", "gbk", "简体", "繁体", "简", "繁", "体"} {
		bare = strings.TrimSuffix(bare, end)
	}
	return bare
}

// What likeness returns: how a name may have become another, the likeliest first.
const (
	confusedWith = iota // a character of the same look or sound, or two neighbours exchanged
	mistyped            // another character
	unlike
)

// foldHan returns the characters of a name without blanks and hyphens.
func foldHan(name string) []rune {
	return []rune(strings.ToLower(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == '_' }), "")))
}

// likeness returns how a name may be a misspelling of another: by two neighbours
// exchanged or one character replaced, by one that looks or sounds like it or, in
// names of three and more, by any that names of families do not have there.
func likeness(name, right []rune) int {
	if len(name) != len(right) || len(name) < 2 {
		return unlike
	}
	var differ []int
	for i := range name {
		if name[i] != right[i] {
			differ = append(differ, i)
		}
	}
	switch len(differ) {
	case 1:
		switch i := differ[0]; {
		case strings.ContainsRune(confused(right[i]), name[i]):
			return confusedWith
		case len(name) > 2 && !strings.ContainsRune(styleWords, name[i]):
			return mistyped
		}
	case 2:
		if i, k := differ[0], differ[1]; k == i+1 && name[i] == right[k] && name[k] == right[i] {
			return confusedWith
		}
	}
	return unlike
}

// confused returns the characters that are typed in place of one of the names of
// roles: of the same look or sound, or the form of another region.
func confused(r rune) string {
	switch r {
	case '体':
		return "体休本伖伂躰體軆骵题提替梯"
	case '宋':
		return "末宗送颂松讼守宁未朱木栄"
	case '黑':
		return "黒嘿墨里黔熏点"
	case '楷':
		return "揩偕锴凯铠慨谐皆"
	case '仿':
		return "彷倣傍访纺防坊妨方放芳房"
	case '标':
		return "標镖飙彪膘际杯"
	case '粗':
		return "租组祖促醋"
	}
	return ""
}

// styleWords holds the characters with which families of one style are told from each
// other (新宋体, 大标宋, 细黑体), and those of names for supplements (宋体补).
const styleWords = "新老大中小细粗特超准报书长高宽窄扁方圆隶魏行草楷仿宋黑标明清幼等线雅美艺古印刻刊版简繁港台日韩英补备副正字体兰韵真柔甲乙丙丁一二三四五号"

// groupFace returns, for the name of a font of a theme, the name of a face to give a
// file for: one that this font alone lists first, such as mono for code. It is empty
// for other names.
func groupFace(name string, list []theme.Role) string {
	i := slices.IndexFunc(list, func(r theme.Role) bool { return fonts.SameName(r.Name, name) })
	if i < 0 {
		return ""
	}
	first := func(r theme.Role) []string {
		return slices.Concat(r.Han[:min(1, len(r.Han))], r.Latin[:min(1, len(r.Latin))])
	}
	for _, face := range first(list[i]) {
		if !slices.ContainsFunc(list, func(r theme.Role) bool { return r.Name != list[i].Name && slices.Contains(first(r), face) }) {
			return face
		}
	}
	return strings.Join(list[i].Han[:min(1, len(list[i].Han))], "")
}
