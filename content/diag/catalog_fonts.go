package diag

// catalogFonts: font files and characters no face has.
var catalogFonts = []entry{
	// {"code", Warning,
	//	"中文，%[1]s", "English, %[1]s",
	//	"怎么办", "what to do"},
}
