package symbol

// The tables have 14 rows of 16 characters, for the codes 0x20 to 0xFF; U+FFFD is none.
//
// They are those of unicode.org: Public/MAPPINGS/VENDORS/ADOBE/symbol.txt, and the
// proposal by which the signs of Wingdings were added to Unicode 7 (L2/12-368). Some
// signs have others of the same look and meaning in their place, because hardly a font
// has those of Unicode 7: boxes with and without a tick, discs, circles, squares and
// plain arrows.

const symbols = "" +
	" !∀#∃%&∍()*+,−./" +
	"0123456789:;<=>?" +
	"≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟ" +
	"ΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_" +
	"‾αβχδεφγηιϕκλμνο" +
	"πθρστυϖωξψζ{|}~\uFFFD" +
	"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD" +
	"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD" +
	"€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓" +
	"°±″≥×∝∂•÷≠≡≈…⏐⎯↵" +
	"ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉" +
	"∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓" +
	"◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪" +
	"\uFFFD〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭\uFFFD"

const wingdings = "" +
	" 🖉✂✁👓🕭🕮🕯🕿✆🖂🖃📪📫📬📭" +
	"🗀🗁🗎🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍" +
	"🖎✌🖏👍👎☜☞☝☟🖐☺😐☹💣🕱🏳" +
	"🏱✈☼🌢❄🕆✞🕈✠✡☪☯🕉☸♈♉" +
	"♊♋♌♍♎♏♐♑♒♓🙰🙵●🔾■□" +
	"□□❒◆◆◆❖◆☒⮹⌘🏵🏶🙶🙷▯" +
	"🄋➀➁➂➃➄➅➆➇➈➉🄌➊➋➌➍" +
	"➎➏➐➑➒➓🙢🙠🙡🙣🙞🙜🙝🙟·•" +
	"⬝○○○◎◎🔿▪□🟁🟅★🟋🟏🟓🟑" +
	"⯐⌖⯎⯏⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘" +
	"🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗" +
	"🙖🙐🙑🙒🙓⌫⌦⮘➢⮙⮛⮈⮊⮉⮋←" +
	"→↑↓🡬🡭🡯🡮←→↑↓🡼🡽🡿🡾⇦" +
	"⇨⇧⇩⬄⇳⬁⬀⬃⬂🢬🢭✗✓☒☑\uFFFD"

const wingdings2 = "" +
	" 🖊🖋🖌🖍✄✀🕾🕽🗅🗆🗇🗈🗉🗊🗋" +
	"🗌🗍📋🗑🗔🖵🖶🖷🖸🖭🖯🖱🖒🖓🖘🖙" +
	"🖚🖛👈👉🖜🖝🖞🖟🖠🖡👆👇🖢🖣🖑✗" +
	"✓☒☑☒☒⮾⮿🛇⦸🙱🙴🙲🙳‽🙹🙺" +
	"🙻🙦🙤🙥🙧🙚🙘🙙🙛⓪①②③④⑤⑥" +
	"⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿\uFFFD" +
	"☉🌕☽☾⸿✝🕇🕜🕝🕞🕟🕠🕡🕢🕣🕤" +
	"🕥🕦🕧🙨🙩··•●○○○○⊙⦿🞌" +
	"🞍◾■□□□🞓🞔▣🞕🞖🞗🞘⬩◆◇" +
	"🞚◈🞛🞜🞝🞞⬪⬧◊🞠◖◗⯊⯋⯀⯁" +
	"⬟⯂⬣⬢⯃⯄🞡🞢🞣🞤🞥🞦🞧🞨🞩🞪" +
	"🞫🞬🞭🞮🞯🞰🞱🞲🞳🞴🞵🞶🞷🞸🞹🞺" +
	"🞻🞼🞽🞾🞿🟀🟂🟄🟆🟉🟊✶🟌🟎🟐🟒" +
	"✹🟃🟇✯🟍🟔⯌⯍※⁂\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"

const wingdings3 = "" +
	" ⭠⭢⭡⭣⭦⭧⭩⭨⭰⭲⭱⭳⭶⭸⭻" +
	"⭽⭤⭥⭪⭬⭫⭭⭍⮠⮡⮢⮣⮤⮥⮦⮧" +
	"⮐⮑⮒⮓⮀⮃⭾⭿⮄⮆⮅⮇⮏⮍⮎⮌" +
	"⭮⭯⎋⌤⌃⌥␣⍽⇪⮸🢠🢡🢢🢣🢤🢥" +
	"🢦🢧🢨🢩🢪🢫🡐🡒🡑🡓🡔🡕🡗🡖🡘🡙" +
	"▲▼△▽◀▶◁▷◣◢◤◥🞀🞂🞁\uFFFD" +
	"🞃⯅⯆⯇⯈⮜⮞⮝⮟🠐🠒🠑🠓🠔🠖🠕" +
	"🠗🠘🠚🠙🠛🠜🠞🠝🠟🠀🠂🠁🠃🠄🠆🠅" +
	"🠇🠈🠊🠉🠋🠠🠢🠤🠦🠨🠪🠬🢜🢝🢞🢟" +
	"🠮🠰🠲🠴🠶🠸🠺🠹🠻🢘🢚🢙🢛🠼🠾🠽" +
	"🠿🡀🡂🡁🡃🡄🡆🡅🡇⮨⮩⮪⮫⮬⮭⮮" +
	"⮯🡠🡢🡡🡣🡤🡥🡧🡦🡰🡲🡱🡳🡴🡵🡷" +
	"🡶🢀🢂🢁🢃🢄🢅🢇🢆🢐🢒🢑🢓🢔🢖🢕" +
	"🢗\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"
