package edition

import (
	"slices"
	"testing"

	"jianbao/fonts"
	"jianbao/layout/theme"
)

// TestNearFace: misspelt names of roles and families are recognised, in Han by
// characters of like look and sound; names of other families and of supplements are
// none.
func TestNearFace(t *testing.T) {
	known := slices.Concat(fonts.Bundled().Named(), []string{"方正小标宋简体", "楷体_GB2312"})
	for name, want := range map[string]string{
		"宋休": "宋体", "黑休": "黑体", "仿宋休": "仿宋体", "楷休": "楷体", "宋體": "宋体", "末体": "宋体", "黒体": "黑体", "揩体": "楷体", "送体": "宋体",
		"访宋": "仿宋", "仿送": "仿宋", "宋仿": "仿宋", "彷宋体": "仿宋体", "小镖宋": "小标宋", "小标宋休": "小标宋体", "小标末": "小标宋", "晓标宋": "小标宋",
		"思源宋休": "思源宋体", "思源嘿体": "思源黑体", "霞骛文楷": "霞鹜文楷", "楷休_GB2312": "楷体_GB2312", "方正小标宋简休": "方正小标宋简体",
		"fangsng": "fangsong",
		"方正小标宋":   "方正小标宋简体", "方正小标宋繁体": "方正小标宋简体", "方正小标宋GBK": "方正小标宋简体", "仿宋_GB2312": "仿宋", "黑体_GBK": "黑体", "宋体简": "宋体", "霞鹜文楷体": "霞鹜文楷", "思源宋": "思源宋体", "楷体简体": "楷体",
		"宋体-ExtB": "", "宋体-18030": "", "新宋体-GBK": "", "方正书宋_GBK": "", "方正大标宋": "", "简体": "", "GBK补": "", "楷书_GB2312": "",

		"新宋体": "", "细宋体": "", "大标宋": "", "粗标宋": "", "报宋": "", "书宋": "", "中宋": "", "长宋": "", "隶书": "", "隶体": "", "楷书": "", "行楷": "",
		"魏碑": "", "新魏": "", "圆体": "", "幼圆": "", "等线": "", "雅黑": "", "美黑": "", "细黑": "", "大黑体": "", "中黑体": "", "细圆体": "", "明体": "", "姚体": "",
		"琥珀": "", "彩云": "", "舒体": "", "宋补": "", "补宋": "", "宋体补": "", "宋体二": "", "黑体2": "", "生僻字": "", "补字": "", "补充": "", "字体": "",
		"思源真宋": "", "霞鹜新宋": "", "华文中宋": "", "微软雅黑": "", "方正书宋简体": "", "方正大标宋简体": "", "末": "", "人名": "", "外字": "",
	} {
		if slices.ContainsFunc(known, func(k string) bool { return fonts.SameName(k, name) }) {
			t.Errorf("%s is a known name", name)
		}
		if got := nearFace(name, known); got != want {
			t.Errorf("nearFace(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestGroupName: the name of a theme's font, given a file, is that of the face that
// this font alone begins with.
func TestGroupName(t *testing.T) {
	group := func(name string, han, latin []string) theme.Role {
		return theme.Role{Name: name, Han: han, Latin: latin}
	}
	list := []theme.Role{
		group("song", []string{"song", "kai"}, []string{"serif"}),
		group("listing", []string{"song"}, []string{"mono"}),
		group("verse", []string{"kai", "song"}, []string{"serif"}),
		group("plain", []string{"song"}, []string{"serif"}),
	}
	for name, want := range map[string]string{"listing": "mono", "verse": "kai", "plain": "song", "Listing": "mono", "list": "", "supplement": ""} {
		if got := groupFace(name, list); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
