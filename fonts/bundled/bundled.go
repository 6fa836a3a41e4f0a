// Package bundled holds the font files that come with the program. It is
// separate from package fonts so that only programs that use the files contain
// their 69 MB.
package bundled

import _ "embed"

// Info describes a bundled file. SHA256 is the digest of the file as obtained;
// README.md names the source.
type Info struct {
	File     string
	Role     string
	Families []string // the family's names and common other names
	Bold     bool
	Origin   string
	SHA256   string
	// Inkless holds the glyphs that paint nothing, in ascending order. Finding them
	// in the file takes a cache miss or two for each glyph of a text.
	Inkless []uint16
	Version string // as in the font, without the word Version: read from a table otherwise, which takes opening the face
}

// Strings, unlike byte slices, are in the program's read-only pages: the system
// maps them and loads only pages that are read.
var (
	//go:embed NotoSerifSC_400Regular.ttf
	notoSerifRegular string
	//go:embed NotoSerifSC_700Bold.ttf
	notoSerifBold string
	//go:embed NotoSansSC_400Regular.ttf
	notoSansRegular string
	//go:embed NotoSansSC_700Bold.ttf
	notoSansBold string
	//go:embed LXGWWenKai-Regular.ttf
	wenKaiRegular string
	//go:embed SourceSerif4_400Regular.ttf
	sourceSerifRegular string
	//go:embed SourceSerif4_700Bold.ttf
	sourceSerifBold string
	//go:embed SourceSans3_400Regular.ttf
	sourceSansRegular string
	//go:embed SourceSans3_700Bold.ttf
	sourceSansBold string
	//go:embed SourceCodePro_400Regular.ttf
	sourceCodeRegular string
	//go:embed NotoEmoji_400Regular.ttf
	notoEmoji string
)

// All returns descriptions of the bundled files in the order of their roles.
func All() []Info {
	const (
		serifOrigin       = "npm @expo-google-fonts/noto-serif-sc 0.4.3"
		sansOrigin        = "npm @expo-google-fonts/noto-sans-sc 0.4.3"
		kaiOrigin         = "Debian fonts-lxgw-wenkai 1.250+repack-1"
		sourceSerifOrigin = "npm @expo-google-fonts/source-serif-4 0.4.1"
		notoEmojiOrigin   = "npm @expo-google-fonts/noto-emoji 0.4.7"
		sourceCodeOrigin  = "npm @expo-google-fonts/source-code-pro 0.4.1"
		sourceSansOrigin  = "npm @expo-google-fonts/source-sans-3 0.4.1"
	)
	notoSerif := []string{"Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", "思源宋体"}
	notoSans := []string{"Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "思源黑体"}
	wenKai := []string{"LXGW WenKai", "霞鹜文楷"}
	sourceSerif := []string{"Source Serif 4", "Source Serif"}
	sourceSans := []string{"Source Sans 3", "Source Sans"}
	notoSerifInkless := []uint16{1, 1135, 30476}
	notoSansInkless := []uint16{1, 1127, 30451}
	wenKaiInkless := []uint16{1, 2, 3, 98, 1129, 1130, 1131, 1132, 1133, 1134, 1135, 1136, 1137, 1138, 1139, 1140, 2248}
	sourceSerifInkless := []uint16{1, 697, 698, 1455, 1456, 1457, 1458, 1459, 1460, 1461, 1462}
	sourceSansInkless := []uint16{1, 2446, 2453, 2454, 2455, 2456, 2457, 2458, 2459}
	sourceCodeInkless := []uint16{1, 1379, 1380, 1381, 1382, 1543, 1544}
	notoEmojiInkless := []uint16{1, 2, 3, 18, 19, 20, 1509, 1510, 1511, 1512, 1513, 1514, 1515, 1516, 1517, 1518, 1519, 1520, 1521, 1522, 1523, 1524, 1525, 1526, 1527, 1528, 1529, 1530, 1531, 1532, 1533, 1534, 1535, 1536, 1537, 1538, 1539, 1540, 1541, 1542, 1543, 1544, 1545}
	return []Info{
		{"NotoSerifSC_400Regular.ttf", "song", notoSerif, false, serifOrigin,
			"c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742", notoSerifInkless, "2.003-H1;hotconv 1.1.1;makeotfexe 2.6.0"},
		{"NotoSerifSC_700Bold.ttf", "song-bold", notoSerif, true, serifOrigin,
			"9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6", notoSerifInkless, "2.003-H1;hotconv 1.1.1;makeotfexe 2.6.0"},
		{"NotoSansSC_400Regular.ttf", "hei", notoSans, false, sansOrigin,
			"d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16", notoSansInkless, "2.004-H2;hotconv 1.0.118;makeotfexe 2.5.65603"},
		{"NotoSansSC_700Bold.ttf", "hei-bold", notoSans, true, sansOrigin,
			"9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96", notoSansInkless, "2.004-H2;hotconv 1.0.118;makeotfexe 2.5.65603"},
		{"LXGWWenKai-Regular.ttf", "kai", wenKai, false, kaiOrigin,
			"bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8", wenKaiInkless, "1.250;January 17, 2023"},
		{"SourceSerif4_400Regular.ttf", "serif", sourceSerif, false, sourceSerifOrigin,
			"d47da11c5f55f031d9ec54c3172865d76009b2cbab5c706dfa73866b00096639", sourceSerifInkless, "4.004;hotconv 1.0.116;makeotfexe 2.5.65601"},
		{"SourceSerif4_700Bold.ttf", "serif-bold", sourceSerif, true, sourceSerifOrigin,
			"162a20188bb5c72582b77ca1c3a03480b743695b1c3c04dd0d79ead4e74f4533", sourceSerifInkless, "4.004;hotconv 1.0.116;makeotfexe 2.5.65601"},
		{"SourceSans3_400Regular.ttf", "sans", sourceSans, false, sourceSansOrigin,
			"393fb5b878ceed04aebc34b097e853ae5138c51d0c34b496ce8e2b47e0d0b94a", sourceSansInkless, "3.052;hotconv 1.1.0;makeotfexe 2.6.0"},
		{"SourceSans3_700Bold.ttf", "sans-bold", sourceSans, true, sourceSansOrigin,
			"7109021766e915ecd9721e28d11dfc732d57affda49e4ca15bb6d1529add7fdd", sourceSansInkless, "3.052;hotconv 1.1.0;makeotfexe 2.6.0"},
		{"SourceCodePro_400Regular.ttf", "mono", []string{"Source Code Pro"}, false, sourceCodeOrigin,
			"1bd0bb61d974f62f9cc208a162fd3a7a13f95ba0b56b88b870730bf3ae1ba358", sourceCodeInkless, "1.026;hotconv 1.1.0;makeotfexe 2.6.0"},
		{"NotoEmoji_400Regular.ttf", "emoji", []string{"Noto Emoji"}, false, notoEmojiOrigin,
			"24aaa2a20c9c06ffe9bf04284bfd1f14376a329d10122f902abe2770817eb504", notoEmojiInkless, "3.006"},
	}
}

// Data returns the content of a bundled file; empty if there is none of that
// name.
func Data(file string) string {
	switch file {
	case "NotoSerifSC_400Regular.ttf":
		return notoSerifRegular
	case "NotoSerifSC_700Bold.ttf":
		return notoSerifBold
	case "NotoSansSC_400Regular.ttf":
		return notoSansRegular
	case "NotoSansSC_700Bold.ttf":
		return notoSansBold
	case "LXGWWenKai-Regular.ttf":
		return wenKaiRegular
	case "SourceSerif4_400Regular.ttf":
		return sourceSerifRegular
	case "SourceSerif4_700Bold.ttf":
		return sourceSerifBold
	case "SourceSans3_400Regular.ttf":
		return sourceSansRegular
	case "SourceSans3_700Bold.ttf":
		return sourceSansBold
	case "SourceCodePro_400Regular.ttf":
		return sourceCodeRegular
	case "NotoEmoji_400Regular.ttf":
		return notoEmoji
	}
	return ""
}
