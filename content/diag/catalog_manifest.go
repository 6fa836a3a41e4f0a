package diag

// catalogManifest: the TOML of manifests and themes, and what manifests must say.
var catalogManifest = []entry{
	// {"code", Warning,
	//	"中文，%[1]s", "English, %[1]s",
	//	"怎么办", "what to do"},
}
