#!/usr/bin/env bash
# Measures what a new user waits for and carries, each time with empty folders of packages and of answers of the gallery.
#
#   eng/first-steps.sh clone     from git clone to the chart of samples/QuickStart
#   eng/first-steps.sh package   from dotnet add package, of packages packed here, to a chart
#   eng/first-steps.sh s3        what S3 support costs a program that uses a folder: assemblies, bytes, start; trimmed and native
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 NUGET_PACKAGES=$work/packages NUGET_HTTP_CACHE_PATH=$work/answers
version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)

# timed NAME COMMAND...: runs a command and prints its seconds.
timed() {
  local name=$1 began=$EPOCHREALTIME
  shift
  "$@" >"$work/log" 2>&1 || { tail -n 30 "$work/log" >&2; exit 1; }
  awk -v name="$name" -v from="$began" -v to="$EPOCHREALTIME" 'BEGIN { printf "%-44s %7.1f s\n", name, to - from }'
}

load() { echo "load of the machine: $(cut -d' ' -f1-3 /proc/loadavg) on $(nproc) cores"; }

# Packs into a folder of its own, with the packages that are there already.
pack() { env -u NUGET_PACKAGES -u NUGET_HTTP_CACHE_PATH dotnet pack -o "$work/packed" >"$work/log" 2>&1 || { tail -n 30 "$work/log" >&2; exit 1; }; }

sources() {
  cat <<XML
<configuration><packageSources><clear /><add key="packed" value="$work/packed" /><add key="nuget.org" value="https://api.nuget.org/v3/index.json" /></packageSources></configuration>
XML
}

clone() {
  load
  timed "git clone" git clone -q "file://$repository" "$work/clone"
  cd "$work/clone"
  timed "the first command of the README" dotnet run --project samples/QuickStart -p:RunAnalyzers=false
  grep -q '</html>' rhetenor-store/chart.html && echo "rhetenor-store/chart.html: $(wc -c <rhetenor-store/chart.html) bytes"
  timed "again" dotnet run --project samples/QuickStart -p:RunAnalyzers=false
  git clean -qfdx
  timed "with the analyzers, packages there" dotnet run --project samples/QuickStart
  load
}

# The program is that of the cells of the notebook, whose HTML goes into files.
package() {
  pack
  mkdir "$work/app"
  cd "$work/app"
  sources >nuget.config
  load
  timed "dotnet new console" dotnet new console --no-restore
  { awk '/^#!/ { cell = $1; next } cell == "#!csharp" && !/^#r / { sub(/\r$/, ""); print }' "$repository/samples/notebook.dib"
    echo 'static Html HTML(string text) => new(text);'
    echo 'record Html(string Text) { private static int _count; public void Display() => File.WriteAllText($"page{++_count}.html", Text); }'
  } >Program.cs
  timed "dotnet add package Rhetenor.Data.Testing" dotnet add package Rhetenor.Data.Testing --version "$version"
  timed "dotnet run" dotnet run
  grep -q '<polyline' page1.html && grep -q '</html>' page2.html && echo "a line chart of $(wc -c <page1.html) bytes, a coverage page of $(wc -c <page2.html)"
  load
}

# program NAME: writes a project, with the library that is packed.
program() {
  mkdir -p "$work/$1"
  cat >"$work/$1/$1.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><InvariantGlobalization>true</InvariantGlobalization>
    <PublishTrimmed Condition="'\$(Form)' == 'trimmed'">true</PublishTrimmed><SelfContained Condition="'\$(Form)' == 'trimmed'">true</SelfContained>
    <PublishAot Condition="'\$(Form)' == 'native'">true</PublishAot>
  </PropertyGroup>
  <ItemGroup>
    <RuntimeHostConfigurationOption Include="Rhetenor.Data.S3" Value="false" Trim="true" Condition="'\$(Without)' == 'S3'" />
    <PackageReference Include="Rhetenor.Data" Version="$version" />
    <PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="10.0.14" />
  </ItemGroup>
</Project>
XML
  sources >"$work/$1/nuget.config"
  cat >"$work/$1/Program.cs"
}

bytes() { find "$1" -type f ! -name '*.pdb' ! -name '*.dbg' ! -name '*.xml' -printf '%s\n' | awk '{ sum += $1 } END { printf "%d files, %.2f MB", NR, sum / 1e6 }'; }

# starts COMMAND...: the milliseconds from the start of a process to its end: the median of 21 runs, and their middle half.
starts() {
  for _ in {1..21}; do
    local began=$EPOCHREALTIME
    "$@" >/dev/null
    awk -v from="$began" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f\n", (to - from) * 1000 }'
  done | sort -n | awk '{ all[NR] = $1 } END { printf "%s ms (%s to %s)", all[11], all[6], all[16] }'
}

s3() {
  pack
  local store=$work/store name form
  mkdir "$store"
  program plain <<'CS'
using Rhetenor.Data;

var archive = new KlineArchive(new DirectoryObjectStore(args[0]));
Console.WriteLine(await archive.ListSessionsAsync(new(2026, 1, 1), new(2026, 12, 31)).CountAsync());
Console.WriteLine(AppDomain.CurrentDomain.GetAssemblies().Count(one => one.GetName().Name!.StartsWith("AWSSDK")));
CS
  program host <<'CS'
using Microsoft.Extensions.DependencyInjection;
using Rhetenor.Data;

var provider = new ServiceCollection().AddRhetenorData(new RhetenorDataOptions { Folder = args[0] }).BuildServiceProvider();
Console.WriteLine(await provider.GetRequiredService<KlineArchive>().ListSessionsAsync(new(2026, 1, 1), new(2026, 12, 31)).CountAsync());
Console.WriteLine(AppDomain.CurrentDomain.GetAssemblies().Count(one => one.GetName().Name!.StartsWith("AWSSDK")));
CS
  load
  for name in plain host; do
    cd "$work/$name"
    publish() { dotnet publish "$@" >"$work/log" 2>&1 || { tail -n 30 "$work/log" >&2; exit 1; }; }
    publish -o published
    echo "$name: $(bytes published), of which S3: $(mkdir -p aws && cp published/AWSSDK*.dll aws && bytes aws); AWSSDK assemblies loaded in a run: $(dotnet "published/$name.dll" "$store" | tail -n 1)"
    # Without the assemblies: they are taken from the list that the host reads, and from the folder.
    cp -r published without
    rm without/AWSSDK*.dll
    node -e '
      const fs = require("fs"), file = process.argv[1], deps = JSON.parse(fs.readFileSync(file));
      for (const list of [...Object.values(deps.targets), deps.libraries]) for (const key of Object.keys(list)) {
        if (key.startsWith("AWSSDK")) delete list[key]; else for (const one of Object.keys(list[key].dependencies ?? {})) if (one.startsWith("AWSSDK")) delete list[key].dependencies[one];
      }
      fs.writeFileSync(file, JSON.stringify(deps));' "without/$name.deps.json"
    for _ in 1 2 3; do
      echo "$name: starts in $(starts dotnet "published/$name.dll" "$store"); without the assemblies in $(starts dotnet "without/$name.dll" "$store")"
    done
    for form in trimmed native; do
      rm -rf obj bin
      publish -r linux-x64 -p:Form=$form -o "$form"
      rm -rf obj bin
      publish -r linux-x64 -p:Form=$form -p:Without=S3 -o "$form-without"
      echo "$name, $form: $(bytes "$form"); without S3 $(bytes "$form-without"); starts in $(starts "$form/$name" "$store")"
    done
  done
  load
}

case ${1:-} in
  clone | package | s3) "$1" ;;
  *) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
