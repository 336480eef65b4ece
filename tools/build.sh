# What ./start and ./test share about the .NET side. To be sourced, from the root of the clone.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_CLI_UI_LANGUAGE=en

# Whether an SDK of .NET 10 is there; otherwise says how to get one.
build_sdk() {
    if ! command -v dotnet >/dev/null 2>&1; then
        echo "Il manque le kit .NET 10 (commande « dotnet »). Installez-le : paquet dotnet-sdk-10.0, puis recommencez." >&2
        return 1
    fi
    if ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
        echo "Le kit .NET 10 est nécessaire ; celui-ci ne contient que :" >&2
        dotnet --list-sdks >&2 || true
        echo "Installez le paquet dotnet-sdk-10.0, puis recommencez." >&2
        return 1
    fi
}

# A digest of everything that the published program is made from: names and bytes, so that a copied, restored,
# renamed or deleted file counts whatever its date.
build_digest() {
    {
        find src packs -type f ! -path '*/bin/*' ! -path '*/obj/*' -print0 2>/dev/null
        find . -maxdepth 1 -type f \( -name 'Directory.*' -o -name '*.json' -o -name '*.config' -o -name 'BannedSymbols.txt' -o -name '.editorconfig' \) -print0
        find tools -type f -print0
    } | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# Compiles the program in the folder $1 ahead of time, in place: about 0.3 s less at each start.
# Does nothing, and says so, where the compiler cannot be had; the program is then compiled while it runs.
build_ahead() {
    ahead_dir=$1
    ahead_log=$ahead_dir.ahead.log
    ahead_out=$ahead_dir.ahead
    rm -rf "$ahead_out"
    mkdir -p "$ahead_out"
    if ! dotnet restore tools/ReadyToRun.proj >"$ahead_log" 2>&1; then
        echo "(Compilation anticipée indisponible : le démarrage sera un peu plus lent.)"
        rm -rf "$ahead_out"
        return 0
    fi
    ahead_tool=$(dotnet msbuild tools/ReadyToRun.proj -t:Where -nologo -v:m | tail -n 1 | sed 's/^ *//')/crossgen2
    chmod +x "$ahead_tool" 2>/dev/null || true
    ahead_shared=$(dotnet --list-runtimes | awk '/^Microsoft\.(NETCore|AspNetCore)\.App 10\./ {v=$2; n=$1; sub(/^[^[]*\[/, ""); sub(/\]$/, ""); d[n]=$0 "/" v} END {for (n in d) print d[n]}')
    ahead_core=$(printf '%s\n' "$ahead_shared" | sed -n 1p)
    ahead_web=$(printf '%s\n' "$ahead_shared" | sed -n 2p)
    ahead_left=0
    for ahead_dll in "$ahead_dir"/*.dll; do
        # A library that is not managed code, or already compiled, is refused by the compiler and stays as it is.
        "$ahead_tool" "$ahead_dll" -o "$ahead_out/$(basename "$ahead_dll")" -r "$ahead_core/*.dll" -r "$ahead_web/*.dll" -r "$ahead_dir/*.dll" \
            --targetos:linux -O >>"$ahead_log" 2>&1 || { ahead_left=$((ahead_left + 1)); rm -f "$ahead_out/$(basename "$ahead_dll")"; }
    done
    for ahead_dll in "$ahead_out"/*.dll; do
        [ -e "$ahead_dll" ] && mv -f "$ahead_dll" "$ahead_dir/"
    done
    rm -rf "$ahead_out"
}
